package dev.tranche.storage.object;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers as it is told, one answer a request, and remembers what it was asked. On 127.0.0.1 only. */
final class StubS3 implements AutoCloseable {
    /** What a request was. */
    record Request(String method, URI uri, Headers headers, String body) {}

    /** How a request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    StubS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                new Request(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
        var answer = answers.poll();
        (answer == null ? error(500, "TheTestExpectedNoMore") : answer).to(exchange);
        exchange.close();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next request is answered like this. */
    StubS3 then(Answer answer) {
        answers.add(answer);
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    /** S3's own form of an error. */
    static Answer error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>said the stub</Message></Error>");
    }

    static Answer xml(int status, String body) {
        return exchange -> {
            byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** An answer without a body, as to HEAD or to a stored part. */
    static Answer empty(int status, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** The connection ends and nobody knows what became of the request. */
    static Answer lost() {
        return HttpExchange::close;
    }

    /** No answer while the test lasts. */
    Answer silence() {
        return after(Duration.ofMinutes(10), HttpExchange::close);
    }

    /** An answer that comes late. */
    Answer after(Duration silence, Answer answer) {
        return exchange -> {
            try {
                if (!closing.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                    answer.to(exchange);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** A body without an end. */
    static Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            while (true) {
                exchange.getResponseBody().write(some);
            }
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
