package dev.tranche.messaging.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection between a client and a server that a test can cut, hang or refuse. Listens on a loopback port that stays the
 * same; safe for any thread. Knows nothing of what it carries.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 8192;

    private final InetSocketAddress target;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private boolean hanging;
    private int held;
    private @Nullable ServerSocket listener;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** A proxy that lets everything through. */
    public static TcpProxy to(String host, int port) throws IOException {
        return new TcpProxy(new InetSocketAddress(host, port));
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** Closes every connection; new ones are taken. */
    public void cut() {
        sockets.forEach(TcpProxy::closeQuietly);
        sockets.clear();
    }

    /** From now on no byte moves in either direction, while connections stay open and new ones are taken. */
    public void hang() {
        lock.lock();
        try {
            hanging = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #hang}: what was held back goes through. */
    public void resume() {
        lock.lock();
        try {
            hanging = false;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody has sent something since {@link #hang} that is held back now. */
    public boolean isHolding() {
        lock.lock();
        try {
            return held > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Closes every connection and refuses new ones, as if the server were not there. */
    public void refuse() throws IOException {
        var open = listener;
        if (open != null) {
            open.close();
            listener = null;
        }
        cut();
    }

    /** Ends {@link #refuse}. */
    public void accept() throws IOException {
        if (listener == null) {
            listener = listen(port);
        }
    }

    private ServerSocket listen(int onPort) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
        threads.execute(() -> acceptFrom(socket));
        return socket;
    }

    private void acceptFrom(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                // Closed by refuse(), or the server is away: that connection ends, as it would without the proxy.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        var server = new Socket();
        sockets.add(server);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
        threads.execute(() -> pump(client, server));
        threads.execute(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitResumed();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone, and so is the connection.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void awaitResumed() {
        lock.lock();
        held++;
        try {
            while (hanging) {
                resumed.awaitUninterruptibly();
            }
        } finally {
            held--;
            lock.unlock();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        resume();
        refuse();
        threads.shutdownNow();
    }
}
