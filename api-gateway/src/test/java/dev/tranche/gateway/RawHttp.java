package dev.tranche.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A client that sends what no proper one would, and shows what really came over the wire. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;

    private RawHttp(int port) {
        this.port = port;
    }

    static RawHttp to(int port) {
        return new RawHttp(port);
    }

    /** Sends a head, each line of which ends with CRLF, closes the connection by header, and reads all that comes. */
    Answer send(String head) {
        return send(head, "");
    }

    /** The same with a body, of whose length the head has to tell. */
    Answer send(String head, String body) {
        try (Socket socket = open()) {
            write(socket, head + "Connection: close\r\n\r\n" + body);
            return Answer.of(readAll(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket open() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All bytes until the other side ends the connection, one way or the other. */
    static String readAll(InputStream in) {
        var all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException reset) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** What came: the head, and the rest as it was on the wire, chunk sizes and all. */
    record Answer(String head, String body) {
        private static final Pattern CONTENT_LENGTH = Pattern.compile("Content-Length: (\\d+)");

        static Answer of(String all) {
            int end = all.indexOf("\r\n\r\n");
            return end < 0 ? new Answer(all, "") : new Answer(all.substring(0, end), all.substring(end + 4));
        }

        /** Each of the answers to requests that came one after the other; all but the last must tell their length. */
        static List<Answer> allOf(String all) {
            var answers = new ArrayList<Answer>();
            String rest = all;
            while (rest.startsWith("HTTP/1.")) {
                var answer = of(rest);
                int end = answer.body.startsWith("HTTP/1.") ? 0 : answer.lengthOfBody();
                answers.add(new Answer(answer.head, answer.body.substring(0, end)));
                rest = answer.body.substring(end);
            }
            return answers;
        }

        private int lengthOfBody() {
            var told = CONTENT_LENGTH.matcher(head);
            return told.find() ? Math.min(body.length(), Integer.parseInt(told.group(1))) : body.length();
        }

        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** Whether the last chunk came, without which nobody may take the body for whole. */
        boolean isWhole() {
            return body.endsWith("\r\n0\r\n\r\n") || body.equals("0\r\n\r\n");
        }
    }
}
