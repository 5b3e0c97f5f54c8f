package io.trimtab.alerts.channel;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A real web server on the loopback interface that answers as a test says, also as no server should. */
public final class HttpPeer implements Closeable {
    /** What the peer does with a request. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers, or does not. */
        void answer(Request request, Socket socket) throws IOException;
    }

    /** A request as it came. */
    public record Request(String method, String path, Map<String, String> headers, String body) {}

    private final ServerSocket server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    /** One entry for each connection that the other side has closed. */
    private final BlockingQueue<String> closedByClient = new LinkedBlockingQueue<>();

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = answering(200, "ok");

    public HttpPeer() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public HttpPeer(Behaviour behaviour) {
        this();
        this.behaviour = behaviour;
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + server.getLocalPort() + path);
    }

    public void behave(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** The next request; an error if none comes. */
    public Request next() {
        return poll(requests);
    }

    public int waiting() {
        return requests.size();
    }

    /** Waits until the other side has closed a connection. */
    public void awaitClosed() {
        poll(closedByClient);
    }

    /** Waits until the other side has closed every connection that there ever was. */
    public void awaitAllClosed() {
        while (closed.get() < accepted.get()) {
            awaitClosed();
        }
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing within 30 seconds");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static Behaviour answering(int status, String body, String... headers) {
        return (request, socket) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
        };
    }

    /** Says nothing until the other side has had enough. */
    public static Behaviour hanging() {
        return (request, socket) -> {
            while (socket.getInputStream().read() >= 0) {
                // whatever comes now is not answered
            }
        };
    }

    public static Behaviour resetting() {
        return (request, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** A body without end, as fast as the other side takes it. */
    public static Behaviour endless(int status) {
        return (request, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 " + status + " Said\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            byte[] block = "abcdefghijklmnop".repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                out.write(block);
            }
        };
    }

    /** A body of which a byte comes every few milliseconds. */
    public static Behaviour trickling(int status) {
        return (request, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 " + status + " Said\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                out.write('.');
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        };
    }

    /** Promises a hundred bytes and closes after a few. */
    public static Behaviour breakingOff(int status) {
        return (request, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 " + status + " Said\r\nContent-Length: 100\r\n\r\nonly this")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.close();
        };
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "http-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                behaviour.answer(request, socket);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            // the other side has closed the connection
        } finally {
            closed.incrementAndGet();
            closedByClient.add("closed");
        }
    }

    @SuppressWarnings("NullAway") // null is the end of the connection
    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Request(words[0], words[1], headers, body);
    }

    @SuppressWarnings("NullAway") // null is the end of the connection
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                out.write(b);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
