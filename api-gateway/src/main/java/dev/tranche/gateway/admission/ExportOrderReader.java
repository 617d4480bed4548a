package dev.tranche.gateway.admission;

import dev.tranche.gateway.error.Refused;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a POST as JSON, whatever its Content-Type says, since {@code curl -d} says a form (C25); {@link OptionsReader} reads
 * what it says about the file. Strict beyond that: what is not understood is refused by name rather than ignored.
 */
final class ExportOrderReader {
    private static final String NOT_AN_OBJECT = "Request body must be a JSON object";
    private static final int MAX_URL_CHARACTERS = 2_048;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> MEMBERS = Stream.concat(
                    Stream.of("async", "format", "callbackUrl", "database", "tables"), OptionsReader.MEMBERS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * What the body orders; an empty one a SQL export.
     *
     * @throws Refused 400 naming the member that is wrong
     */
    ExportOrder read(byte[] body) {
        var members = new OrderMembers(members(body), "");
        members.requireOnly(MEMBERS);
        checkAsync(members);
        var format = format(members);
        var tables = tables(members, format);
        return new ExportOrder(
                members.findText("database").orElse(null),
                format,
                tables,
                OptionsReader.read(members, FileType.of(format, tables.size())),
                callbackUrl(members));
    }

    private JsonNode members(byte[] body) {
        try {
            var read = json.readTree(body);
            if (read.isMissingNode()) {
                return json.createObjectNode();
            }
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            throw Refused.badRequest(NOT_AN_OBJECT);
        }
        throw Refused.badRequest(NOT_AN_OBJECT);
    }

    private static void checkAsync(OrderMembers members) {
        if (!members.findFlag("async").orElse(true)) {
            throw Refused.badRequest("For a synchronous export use GET /export/dump; otherwise send \"async\": true");
        }
    }

    private static ExportFormat format(OrderMembers members) {
        var name = members.findText("format");
        if (name.isEmpty()) {
            return ExportFormat.SQL;
        }
        return ExportFormat.find(name.get())
                .orElseThrow(() -> Refused.badRequest(
                        "Unknown format '" + name.get() + "'. Allowed formats: " + ExportFormat.allowed()));
    }

    private static List<String> tables(OrderMembers members, ExportFormat format) {
        var given = members.find("tables");
        if (given.isEmpty()) {
            return List.of();
        }
        if (!format.takesTables()) {
            throw members.refused(
                    "tables",
                    "must be left out with format " + format.wireName() + ", whose file holds the whole database");
        }
        var tables = given.get();
        if (!tables.isArray() || !tables.valueStream().allMatch(JsonNode::isString)) {
            throw members.refused("tables", "must be an array of table names");
        }
        if (tables.isEmpty()) {
            throw members.refused("tables", "must not be empty; leave it out to export all tables");
        }
        return unrepeated(tables.valueStream().map(JsonNode::asString));
    }

    private static List<String> unrepeated(Stream<String> names) {
        var seen = new HashSet<String>();
        return names.peek(name -> {
                    if (!seen.add(name)) {
                        throw Refused.badRequest("'tables' names '" + name + "' more than once");
                    }
                })
                .toList();
    }

    private static @Nullable URI callbackUrl(OrderMembers members) {
        var given = members.findText("callbackUrl");
        if (given.isEmpty()) {
            return null;
        }
        String text = given.get();
        try {
            var url = new URI(text);
            if (isHttp(url) && hasAddress(url) && text.length() <= MAX_URL_CHARACTERS) {
                return withoutUser(url);
            }
        } catch (URISyntaxException e) {
            throw notAUrl();
        }
        throw notAUrl();
    }

    private static boolean isHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    }

    private static boolean hasAddress(URI url) {
        return url.getHost() != null && url.getPort() <= MAX_PORT;
    }

    /** A password would be kept in the row; and the name before an {@code @} is there to be taken for the host's. */
    private static URI withoutUser(URI url) {
        if (url.getRawUserInfo() != null) {
            throw Refused.badRequest("'callbackUrl' must not contain a user name or password");
        }
        return url;
    }

    /** Without the text, which may carry a secret that an error body should not repeat. */
    private static Refused notAUrl() {
        return Refused.badRequest("'callbackUrl' must be an absolute http or https URL");
    }
}
