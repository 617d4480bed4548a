package dev.tranche.worker.callback;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on loopback that takes one post and says, byte by byte, what the test makes it say. */
final class RawReceiver implements AutoCloseable {
    /** What it says, until it returns or the other side hangs up. */
    interface Speech {
        void to(OutputStream out) throws IOException, InterruptedException;

        /** The same text and nothing more; the connection stays open. */
        static Speech of(String text) {
            return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** A text, and then this one again and again. */
        static Speech endless(String first, String again, long pauseMillis) {
            return out -> {
                of(first).to(out);
                while (true) {
                    of(again).to(out);
                    out.flush();
                    Thread.sleep(pauseMillis);
                }
            };
        }
    }

    private final ServerSocket server;
    private final Thread thread;
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    RawReceiver(Speech speech) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(speech), "raw-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Speech speech) {
        try (var socket = server.accept()) {
            readSomeOfThePost(socket);
            speech.to(socket.getOutputStream());
            while (socket.getInputStream().read() >= 0) {
                // The rest of the post, and then nothing until the other side hangs up.
            }
            hungUp.complete(null);
        } catch (IOException e) {
            hungUp.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readSomeOfThePost(Socket socket) throws IOException {
        if (socket.getInputStream().read(new byte[1024]) < 0) {
            throw new IOException("no post");
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
    }

    /** Whether the sender let go of the connection within that time. */
    boolean isHungUpWithin(long seconds) throws InterruptedException, ExecutionException {
        try {
            hungUp.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        server.close();
    }
}
