package io.trimtab.alerts.channel;

/** How a connection to a mail server is protected. */
public enum MailSecurity {
    /** The connection begins in the clear and must be encrypted before anything is said (port 587, RFC 3207). */
    STARTTLS,
    /** The connection is encrypted from the first byte (port 465, RFC 8314). */
    TLS,
    /** Nothing is encrypted: for a server on the same machine. */
    NONE
}
