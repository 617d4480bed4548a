package dev.tranche.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes requests that no decent client sends. Number n of a seed is always the same one. A third of them is sound HTTP about nothing
 * sensible, a third has an order in its body, and a third is damaged on its way.
 */
final class HttpFuzz {
    /** What a line of the log would begin with if a caller could begin one. */
    static final String MARK = "INJECTED";

    private static final List<String> HOSTILE = List.of(
            "../",
            "..%2f",
            "%2e%2e/",
            "..%5c",
            "..;/",
            "%c0%ae%c0%ae/",
            "%252e%252e%252f",
            "/etc/passwd",
            "file:///etc/passwd",
            "%00",
            "\u0000",
            "%0d%0a" + MARK,
            "\r\n" + MARK + ": 1",
            "\n" + MARK,
            "%1b%5b31m" + MARK,
            "\u001b[2J" + MARK,
            "%c2%85" + MARK,
            "%e2%80%a8" + MARK,
            "%e2%80%ae",
            "'; DROP TABLE t; --",
            "%27%3b%20DROP%20TABLE%20t",
            "\" OR 1=1",
            "${jndi:ldap://127.0.0.1:1/x}",
            "%24%7bjndi:ldap://127.0.0.1:1/x%7d",
            "#{7*7}",
            "%s%s%n",
            "{}",
            "{{",
            "?immutable=0&mode=rwc",
            "sqlite_schema",
            "%ff%fe",
            "\u00ff\u00fe",
            "%",
            "%zz",
            ";a=b",
            "//",
            "\\",
            "*",
            "null",
            "-1",
            "99999999999999999999",
            "1e999",
            "0x7f000001",
            "a".repeat(3_000));

    private static final List<String> PATHS = List.of(
            "/export/dump",
            "/export/json",
            "/export/json/t",
            "/export/csv/t",
            "/export/jobs",
            "/export/jobs/%s",
            "/export/jobs/%s/download",
            "/export/jobs/%s/manifest",
            "/actuator/health",
            "/actuator/prometheus",
            "/actuator/env",
            "/error",
            "/",
            "*",
            "http://localhost/export/dump");

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Authorization",
            "Connection",
            "Content-Encoding",
            "Content-Type",
            "Cookie",
            "Expect",
            "Forwarded",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "Origin",
            "Range",
            "Referer",
            "TE",
            "Transfer-Encoding",
            "Upgrade",
            "X-Forwarded-Host",
            "X-Forwarded-Prefix",
            "X-HTTP-Method-Override",
            "X-Original-URL");

    private static final List<String> HEADER_VALUES = List.of(
            "application/json",
            "application/problem+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain; charset=utf-16",
            "bytes=0-4",
            "bytes=-1",
            "bytes=4-0",
            "bytes=0-0,2-3,1-9",
            "bytes=99999999999999999999-",
            "\"etag\"",
            "W/\"x\", *",
            "100-continue",
            "chunked",
            "gzip, chunked",
            "identity",
            "h2c",
            "keep-alive, upgrade",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Bearer " + MARK,
            "Basic YTpi",
            "");

    private static final List<String> MEMBERS = List.of(
            "async",
            "format",
            "callbackUrl",
            "database",
            "tables",
            "compression",
            "schemaOnly",
            "dataOnly",
            MARK,
            "",
            "__proto__",
            "\\r\\n" + MARK);

    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "null",
            "\"sql\"",
            "\"csv\"",
            "\"gzip\"",
            "\"main\"",
            "\"t\"",
            "[\"t\"]",
            "[\"t\",\"t\"]",
            "[]",
            "{}",
            "0",
            "-0.0",
            "1e400",
            "12345678901234567890123456789012345678901234567890",
            "\"../../outside/canary\"",
            "[\"../x\",\"\\u0000\"]",
            "\"\\r\\n" + MARK + "\"",
            "\"\\u001b[31m" + MARK + "\"",
            "\"\\ud800\"",
            "\"\\u0085" + MARK + "\"",
            "\"http://127.0.0.1:1/\\r\\n" + MARK + "\"",
            "\"file:///etc/passwd\"",
            "\"jdbc:sqlite:/etc/passwd\"",
            "\"https://[::1]:99999/\"",
            "\"" + "x".repeat(5_000) + "\"",
            "[".repeat(600) + "]".repeat(600));

    private final long seed;
    private final String knownJob;

    /** {@code knownJob} is the id of a job whose file can be downloaded. */
    HttpFuzz(long seed, String knownJob) {
        this.seed = seed;
        this.knownJob = knownJob;
    }

    /** The whole request, one character a byte. */
    String request(int number) {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        return switch (number % 3) {
            case 0 -> sound(random, "");
            case 1 -> sound(random, body(random));
            default -> damaged(random, sound(random, body(random)));
        };
    }

    private String sound(SplittableRandom random, String body) {
        var head = new StringBuilder(one(random, METHODS))
                .append(' ')
                .append(target(random))
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(one(random, HEADERS))
                    .append(": ")
                    .append(headerValue(random))
                    .append("\r\n");
        }
        if (!body.isEmpty() || random.nextInt(4) == 0) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return head.append("Authorization: Bearer token-of-admin\r\nConnection: close\r\n\r\n")
                .append(body)
                .toString();
    }

    private String target(SplittableRandom random) {
        String id = random.nextBoolean() ? knownJob : encoded(one(random, HOSTILE));
        var target = new StringBuilder(one(random, PATHS).replace("%s", id));
        if (random.nextInt(3) == 0) {
            target.append('/').append(encoded(one(random, HOSTILE)));
        }
        if (random.nextBoolean()) {
            target.append('?').append(parameters(random));
        }
        return target.toString();
    }

    private static String parameters(SplittableRandom random) {
        return some(
                random,
                3,
                "&",
                () -> one(random, List.of("database", "table", "redirect", "access_token", "x"))
                        + "="
                        + (random.nextInt(4) == 0 ? "main" : encoded(one(random, HOSTILE))));
    }

    /** What a target may not have as it is, so that the request gets past the parser. */
    private static String encoded(String text) {
        return text.chars()
                .mapToObj(c -> c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0
                        ? "%%%02x".formatted(c)
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String headerValue(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? one(random, HOSTILE).replace("\r", "").replace("\n", "").replace("\u0000", "")
                : one(random, HEADER_VALUES);
    }

    private static String body(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> noise(random, random.nextInt(200));
            case 1 -> new String("{\"format\":\"sql\"}".getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1);
            case 2 -> one(random, VALUES);
            default ->
                "{" + some(random, 4, ",", () -> "\"" + one(random, MEMBERS) + "\":" + one(random, VALUES)) + "}";
        };
    }

    private static String damaged(SplittableRandom random, String request) {
        var text = new StringBuilder(request);
        for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, noise(random, 1 + random.nextInt(4)));
                case 2 -> text.insert(at, one(random, HOSTILE));
                case 3 -> text.setCharAt(at, (char) random.nextInt(256));
                case 4 -> text.setLength(at + 1);
                default -> text.insert(at, "\r\n");
            }
        }
        return text.toString();
    }

    private static String noise(SplittableRandom random, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> Character.toString(random.nextInt(256)))
                .collect(Collectors.joining());
    }

    private static String some(SplittableRandom random, int most, String between, Supplier<String> one) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> one.get())
                .collect(Collectors.joining(between));
    }

    private static String one(SplittableRandom random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
