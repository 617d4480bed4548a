package dev.tranche.worker.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback that keeps what it was sent and answers as the test says. */
final class Receiver implements AutoCloseable {
    /** What one post brought. */
    record Post(String method, String path, Map<String, List<String>> headers, String body) {
        /** The one value of a header; its name in small letters. */
        String header(String name) {
            assertThat(headers).containsKey(name);
            return headers.get(name).get(0);
        }
    }

    /** How a request is answered; it may also hang. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;

        static Answer status(int status) {
            return exchange -> exchange.sendResponseHeaders(status, -1);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Answer answer = Answer.status(204);

    Receiver() throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Receiver(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    inSmallLetters(exchange.getRequestHeaders()),
                    body));
            answer.to(exchange);
        }
    }

    private static Map<String, List<String>> inSmallLetters(Headers headers) {
        var all = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return all;
    }

    void answers(Answer next) {
        answer = next;
    }

    List<Post> posts() {
        return List.copyOf(posts);
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
