package io.trimtab.alerts;

import io.trimtab.alerts.match.LabelSet;
import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should know.
 *
 * <pre>{@code
 * Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%")
 * }</pre>
 *
 * <p>Type and labels say <em>which</em> alert it is: two alerts that agree in them are the same alert raised again, also
 * if severity or text differ. They are therefore refused when they are too long (type {@value #LONGEST_TYPE}, label name
 * {@value #LONGEST_NAME}, label value {@value #LONGEST_VALUE} characters, {@value #MOST_LABELS} labels), while text,
 * annotations and source are cut at {@value #LONGEST_TEXT} characters with a visible mark: a long message must not lose
 * the alert. Immutable; every method that changes something returns a copy.
 */
public final class Alert implements LabelSet {
    /** The most characters of a type. */
    public static final int LONGEST_TYPE = 256;
    /** The most characters of a label's or annotation's name. */
    public static final int LONGEST_NAME = 128;
    /** The most characters of a label's value. */
    public static final int LONGEST_VALUE = 1_024;
    /** The most labels, and the most annotations. */
    public static final int MOST_LABELS = 64;
    /** The most characters of a text, an annotation or a source. */
    public static final int LONGEST_TEXT = 16_384;

    /** The most characters of text and source that {@link #toString} shows. */
    private static final int SHOWN = 2_048;

    private static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    private final Severity severity;
    private final boolean firing;
    private final String type;
    private final SortedMap<String, String> labels;
    private final SortedMap<String, String> annotations;
    private final String text;
    private final String source;
    private final @Nullable Instant startsAt;
    private final @Nullable Instant endsAt;
    /** What the service that saw it last has computed of it; of no meaning to anybody else. */
    private @Nullable Identity identity;

    private Alert(
            Severity severity,
            boolean firing,
            String type,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            String text,
            String source,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt) {
        this.severity = severity;
        this.firing = firing;
        this.type = type;
        this.labels = labels;
        this.annotations = annotations;
        this.text = text;
        this.source = source;
        this.startsAt = startsAt;
        this.endsAt = endsAt;
    }

    /**
     * An alert.
     *
     * @param severity how urgent it is
     * @param type what kind of event it is, such as {@code risk.var}; the same for all events of one kind
     * @return the alert
     */
    public static Alert of(Severity severity, String type) {
        Check.notNull(severity, "severity");
        Check.notBlank(type, "type");
        return new Alert(severity, true, atMost(type, LONGEST_TYPE, "type"), NONE, NONE, "", "", null, null);
    }

    /**
     * An alert worth knowing.
     *
     * @param type what kind of event it is
     * @return the alert
     */
    public static Alert info(String type) {
        return of(Severity.INFO, type);
    }

    /**
     * An alert worth looking at today.
     *
     * @param type what kind of event it is
     * @return the alert
     */
    public static Alert warning(String type) {
        return of(Severity.WARNING, type);
    }

    /**
     * An alert that says that something failed.
     *
     * @param type what kind of event it is
     * @return the alert
     */
    public static Alert error(String type) {
        return of(Severity.ERROR, type);
    }

    /**
     * An alert that somebody must act on now.
     *
     * @param type what kind of event it is
     * @return the alert
     */
    public static Alert critical(String type) {
        return of(Severity.CRITICAL, type);
    }

    /**
     * Says what the alert is about; part of its identity.
     *
     * @param name the label's name; an earlier value of the same label is replaced
     * @param value its value, possibly empty
     * @return a changed copy
     */
    public Alert label(String name, String value) {
        checkValue(name, value);
        return new Alert(
                severity,
                firing,
                type,
                with(labels, name, value, "label"),
                annotations,
                text,
                source,
                startsAt,
                endsAt);
    }

    /**
     * Adds detail that is not part of the identity.
     *
     * @param name the annotation's name; an earlier value is replaced
     * @param value its value
     * @return a changed copy
     */
    public Alert annotation(String name, String value) {
        String kept = cut(notNull(name, value, "annotation"));
        return new Alert(
                severity,
                firing,
                type,
                labels,
                with(annotations, name, kept, "annotation"),
                text,
                source,
                startsAt,
                endsAt);
    }

    /**
     * Says what a person should read.
     *
     * @param text the text
     * @return a changed copy
     */
    public Alert text(String text) {
        return new Alert(
                severity,
                firing,
                type,
                labels,
                annotations,
                cut(Check.notNull(text, "text")),
                source,
                startsAt,
                endsAt);
    }

    /**
     * Names who raised the alert.
     *
     * @param source the source
     * @return a changed copy
     */
    public Alert source(String source) {
        return new Alert(
                severity,
                firing,
                type,
                labels,
                annotations,
                text,
                cut(Check.notNull(source, "source")),
                startsAt,
                endsAt);
    }

    /**
     * Says since when the condition holds; the service fills in the time of submission otherwise.
     *
     * @param instant the start
     * @return a changed copy
     */
    public Alert startsAt(Instant instant) {
        Check.notNull(instant, "startsAt");
        return sameAs(new Alert(severity, firing, type, labels, annotations, text, source, instant, endsAt));
    }

    /**
     * Says when the condition ended, or will have ended unless the alert is raised again. From then on the alert counts as
     * {@linkplain #resolved resolved}.
     *
     * @param instant the end
     * @return a changed copy
     */
    public Alert endsAt(Instant instant) {
        Check.notNull(instant, "endsAt");
        return new Alert(severity, firing, type, labels, annotations, text, source, startsAt, instant);
    }

    /**
     * The message that this alert's condition has ended. It reaches those who were told that it had begun.
     *
     * @return a changed copy
     */
    public Alert resolved() {
        return sameAs(new Alert(severity, false, type, labels, annotations, text, source, startsAt, endsAt));
    }

    /** Whether the time of submission adds nothing to it. */
    boolean isDated() {
        return startsAt != null && (endsAt == null || !firing);
    }

    /** When the condition began, if that is known. */
    Instant startsAtOr(Instant unknown) {
        return startsAt == null ? unknown : startsAt;
    }

    /** When the condition ended or will have ended, if that is known. */
    Instant endsAtOr(Instant unknown) {
        return endsAt == null ? unknown : endsAt;
    }

    /** With a start, and resolved if its end has come. */
    Alert dated(Instant now) {
        boolean fires = firing && (endsAt == null || endsAt.isAfter(now));
        if (startsAt != null && fires == firing) {
            return this;
        }
        Instant start = startsAt == null ? now : startsAt;
        return sameAs(new Alert(severity, fires, type, labels, annotations, text, source, start, endsAt));
    }

    /** Gives a copy that differs in time only what is known of this one. */
    private Alert sameAs(Alert copy) {
        copy.identity = identity;
        return copy;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    void identity(Identity known) {
        identity = known;
    }

    /** From a snapshot. */
    static Alert restored(StateReader in) {
        Severity severity = in.getName(Severity.class);
        boolean firing = !in.getBoolean();
        String type = in.getText();
        SortedMap<String, String> labels = Collections.unmodifiableSortedMap(in.getTexts());
        SortedMap<String, String> annotations = Collections.unmodifiableSortedMap(in.getTexts());
        String text = in.getText();
        String source = in.getText();
        Instant startsAt = in.getMoment();
        return new Alert(severity, firing, type, labels, annotations, text, source, startsAt, in.getMoment());
    }

    /** The same, but not less severe. */
    Alert atLeast(Severity least) {
        return severity.isAtLeast(least)
                ? this
                : new Alert(least, firing, type, labels, annotations, text, source, startsAt, endsAt);
    }

    /** With an annotation if there is room for it. */
    Alert noted(String name, String value) {
        return annotations.size() < MOST_LABELS ? annotation(name, value) : this;
    }

    /**
     * How urgent the alert is.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Whether this says that the condition has ended.
     *
     * @return false while it holds
     */
    public boolean isResolved() {
        return !firing;
    }

    /**
     * What kind of event this is.
     *
     * @return the type
     */
    public String type() {
        return type;
    }

    /**
     * What the alert is about.
     *
     * @return the labels, sorted by name; cannot be changed
     */
    public SortedMap<String, String> labels() {
        return labels;
    }

    /**
     * The value of a label, and of {@link AlertMatcher#TYPE}, {@link AlertMatcher#SEVERITY} and
     * {@link AlertMatcher#SOURCE}.
     */
    @Override
    public String value(String name) {
        return switch (Check.notNull(name, "name")) {
            case AlertMatcher.TYPE -> type;
            case AlertMatcher.SEVERITY -> severity.name();
            case AlertMatcher.SOURCE -> source;
            default -> labels.getOrDefault(name, "");
        };
    }

    /**
     * Details beside the text.
     *
     * @return the annotations, sorted by name; cannot be changed
     */
    public SortedMap<String, String> annotations() {
        return annotations;
    }

    /**
     * What a person should read, as it was given: escape it for where it is shown.
     *
     * @return the text, empty if there is none
     */
    public String text() {
        return text;
    }

    /**
     * Who raised the alert.
     *
     * @return the source, empty if there is none
     */
    public String source() {
        return source;
    }

    /**
     * Since when the condition holds.
     *
     * @return the start, empty before the alert is submitted if it was not given
     */
    public Optional<Instant> startsAt() {
        return Optional.ofNullable(startsAt);
    }

    /**
     * When the condition ended or will have ended.
     *
     * @return the end; empty if it was not given, and of an alert that was told filled in once it is resolved
     */
    public Optional<Instant> endsAt() {
        return Optional.ofNullable(endsAt);
    }

    private static SortedMap<String, String> with(
            SortedMap<String, String> map, String name, String value, String what) {
        if (name == null || name.length() > LONGEST_NAME || name.isBlank()) {
            atMost(Check.notBlank(name, what + " name"), LONGEST_NAME, what + " name");
        }
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.put(name, value);
        if (copy.size() > MOST_LABELS) {
            throw new IllegalArgumentException(what + "s must be at most " + MOST_LABELS + ", " + shown(name)
                    + " would be one more; put details into the text");
        }
        return Collections.unmodifiableSortedMap(copy);
    }

    /** Says which value it is only if it is wrong: texts cost more than all else here. */
    private static void checkValue(String name, String value) {
        if (notNull(name, value, "label").length() > LONGEST_VALUE) {
            atMost(value, LONGEST_VALUE, "value of label " + shown(name));
        }
    }

    private static String notNull(String name, String value, String what) {
        return value == null ? Check.notNull(value, "value of " + what + " " + shown(name)) : value;
    }

    private static String atMost(String value, int most, String what) {
        if (value.length() > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s must have at most %,d characters, had %,d; put details into the text",
                    what,
                    most,
                    value.length()));
        }
        return value;
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST_TEXT) {
            return value;
        }
        String mark = String.format(Locale.ROOT, "... (%,d characters, cut)", value.length());
        return value.substring(0, SafeText.cut(value, LONGEST_TEXT - mark.length())) + mark;
    }

    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        SafeText.append(out, String.valueOf(text), LONGEST_NAME);
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alert that
                && severity == that.severity
                && firing == that.firing
                && type.equals(that.type)
                && labels.equals(that.labels)
                && annotations.equals(that.annotations)
                && text.equals(that.text)
                && source.equals(that.source)
                && Objects.equals(startsAt, that.startsAt)
                && Objects.equals(endsAt, that.endsAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(severity.rank(), firing, type, labels, annotations, text, source, startsAt, endsAt);
    }

    /** One line for people, safe to log whatever the alert contains: {@code CRITICAL risk.var{book="fx"}: VaR 2.4%}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(64);
        out.append(severity).append(firing ? " " : " resolved ");
        SafeText.append(out, type, LONGEST_TYPE);
        if (!labels.isEmpty()) {
            char separator = '{';
            for (var label : labels.entrySet()) {
                out.append(separator);
                SafeText.append(out, label.getKey(), LONGEST_NAME);
                SafeText.appendQuoted(out.append('='), label.getValue(), LONGEST_VALUE);
                separator = ',';
            }
            out.append('}');
        }
        if (!text.isEmpty()) {
            out.append(": ");
            SafeText.append(out, text, SHOWN);
        }
        if (!source.isEmpty()) {
            out.append(" (from ");
            SafeText.append(out, source, SHOWN);
            out.append(')');
        }
        return out.toString();
    }
}
