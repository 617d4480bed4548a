package dev.tranche.gateway.admission;

import dev.tranche.gateway.error.Refused;
import dev.tranche.model.job.Compression;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.FileType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a POST as JSON, whatever its Content-Type says, since {@code curl -d} says a form (C25). A member that is null
 * counts as absent. Strict beyond that: what is not understood is refused by name rather than ignored.
 */
final class ExportOrderReader {
    private static final String NOT_AN_OBJECT = "Request body must be a JSON object";
    private static final int MAX_URL_CHARACTERS = 2_048;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> MEMBERS =
            Set.of("async", "format", "callbackUrl", "database", "tables", "compression");

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
        var members = members(body);
        for (String name : members.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                throw Refused.badRequest("Unknown member '" + name + "'");
            }
        }
        checkAsync(members.path("async"));
        var format = format(members);
        var tables = tables(members.path("tables"));
        var compression = compression(members, FileType.of(format, tables.size()));
        return new ExportOrder(text(members, "database"), format, tables, compression, callbackUrl(members));
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

    private static void checkAsync(JsonNode async) {
        if (isAbsent(async)) {
            return;
        }
        if (!async.isBoolean()) {
            throw Refused.badRequest("'async' must be true or false");
        }
        if (!async.asBoolean()) {
            throw Refused.badRequest("For a synchronous export use GET /export/dump; otherwise send \"async\": true");
        }
    }

    private static ExportFormat format(JsonNode members) {
        String name = text(members, "format");
        if (name == null) {
            return ExportFormat.SQL;
        }
        return ExportFormat.find(name)
                .orElseThrow(() -> Refused.badRequest(
                        "Unknown format '" + name + "'. Allowed formats: " + ExportFormat.allowed()));
    }

    private static List<String> tables(JsonNode tables) {
        if (isAbsent(tables)) {
            return List.of();
        }
        if (!tables.isArray() || !tables.valueStream().allMatch(JsonNode::isString)) {
            throw Refused.badRequest("'tables' must be an array of table names");
        }
        if (tables.isEmpty()) {
            throw Refused.badRequest("'tables' must not be empty; leave it out to export all tables");
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

    private static Compression compression(JsonNode members, FileType type) {
        String name = text(members, "compression");
        if (name == null) {
            return Compression.NONE;
        }
        var compression = Compression.find(name)
                .orElseThrow(() -> Refused.badRequest(
                        "Unknown compression '" + name + "'. Allowed compressions: " + Compression.allowed()));
        if (type == FileType.CSV_ZIP && compression != Compression.NONE) {
            throw Refused.badRequest(
                    "'compression' must be none for a zip of CSV files, which is compressed already; name"
                            + " one table in 'tables' for a single CSV file");
        }
        return compression;
    }

    private static @Nullable URI callbackUrl(JsonNode members) {
        String text = text(members, "callbackUrl");
        if (text == null) {
            return null;
        }
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

    private static @Nullable String text(JsonNode members, String name) {
        var value = members.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isString()) {
            throw Refused.badRequest("'" + name + "' must be a string");
        }
        return value.asString();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
