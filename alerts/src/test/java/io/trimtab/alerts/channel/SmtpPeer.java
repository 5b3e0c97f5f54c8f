package io.trimtab.alerts.channel;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A real mail server on the loopback interface that replies as a test says, also as no server should. */
final class SmtpPeer implements Closeable {
    /** Instead of a reply: say nothing more. */
    static final String HANG = "hang";
    /** Instead of a reply: reset the connection. */
    static final String RESET = "reset";
    /** Instead of a reply: send a byte every few milliseconds and never end. */
    static final String TRICKLE = "trickle";

    private final ServerSocket server;
    private final UnaryOperator<String> script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    /** What the other side said, one command or one line of a message each. */
    final List<String> said = new CopyOnWriteArrayList<>();

    private volatile boolean announcesStartTls;
    private volatile SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();

    /** The script gives a reply for a command, or an empty text for the usual one; the greeting is for "". */
    SmtpPeer(UnaryOperator<String> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Replies to commands that begin in one way, and as usual to all others. */
    static SmtpPeer replying(String command, String reply) {
        return new SmtpPeer(
                line -> command.isEmpty() ? (line.isEmpty() ? reply : "") : line.startsWith(command) ? reply : "");
    }

    SmtpPeer withStartTls(SSLSocketFactory sockets) {
        this.sockets = sockets;
        this.announcesStartTls = true;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    void awaitClosed() throws InterruptedException {
        if (closed.poll(30, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no connection was closed within 30 seconds");
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "smtp-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private void serve(Socket plain) {
        Socket socket = plain;
        try {
            BufferedReader in = reader(socket);
            boolean goesOn = reply(socket, "", "220 peer ready");
            boolean data = false;
            for (String line = in.readLine(); goesOn && line != null; line = in.readLine()) {
                said.add(line);
                if (data) {
                    if (line.equals(".")) {
                        data = false;
                        goesOn = reply(socket, ".", "250 taken");
                    }
                    continue;
                }
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("STARTTLS") && announcesStartTls) {
                    reply(socket, line, "220 go ahead");
                    SSLSocket secure = (SSLSocket) sockets.createSocket(socket, null, socket.getPort(), false);
                    secure.setUseClientMode(false);
                    socket = secure;
                    in = reader(socket);
                    continue;
                }
                data = command.startsWith("DATA") && script.apply(line).isEmpty();
                goesOn = reply(socket, line, usual(command, socket));
                if (command.startsWith("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            // the other side has closed the connection
        } finally {
            closed.add("closed");
            close(plain);
        }
    }

    private String usual(String command, Socket socket) {
        if (command.startsWith("EHLO")) {
            boolean starttls = announcesStartTls && !(socket instanceof SSLSocket);
            return "250-peer\r\n" + (starttls ? "250-STARTTLS\r\n" : "250-AUTH PLAIN LOGIN\r\n") + "250 8BITMIME";
        }
        if (command.startsWith("DATA")) {
            return "354 go on";
        }
        if (command.startsWith("AUTH")) {
            return "235 welcome";
        }
        return command.startsWith("QUIT") ? "221 bye" : "250 ok";
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Whether the conversation goes on. */
    private boolean reply(Socket socket, String command, String usual) throws IOException {
        String wanted = script.apply(command);
        String reply = wanted.isEmpty() ? usual : wanted;
        OutputStream out = socket.getOutputStream();
        switch (reply) {
            case HANG -> {
                while (socket.getInputStream().read() >= 0) {
                    // whatever comes now is not answered
                }
                return false;
            }
            case RESET -> {
                socket.setSoLinger(true, 0);
                socket.close();
                return false;
            }
            case TRICKLE -> {
                while (true) {
                    out.write("250-still here\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
            default -> {
                out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return true;
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(SmtpPeer::close);
    }
}
