package dev.tranche.engine.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tranche.engine.ExportSpec;
import dev.tranche.model.job.ExportFormat;
import dev.tranche.model.job.ExportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One rule of the formats as a file: the SQL that makes a database, then for some requests the text that they give. Control
 * characters are written as their pictures ({@code ␊} is a line feed, {@code ␀} a NUL); real line ends only lay out the file.
 *
 * @param expectations at least one
 */
record FormatSpec(String rule, String database, List<Expectation> expectations) {
    /** {@code == csv table1 table2 {csv.nullText=NULL} (3 replaced)}. */
    private static final Pattern REQUEST =
            Pattern.compile("(json|ndjson|csv|sql)((?: [^ ({]+)*)((?: \\{[^}]*})*)(?: \\((\\d+) replaced\\))?");

    private static final Pattern OPTION = Pattern.compile("\\{([a-zA-Z.]+)=([^}]*)}");

    /** One request and its text; the text of a zip names each file in a line {@code -- name}. */
    record Expectation(String rule, String database, String request, ExportSpec spec, int replaced, String text) {
        @Override
        public String toString() {
            return rule + ": " + request;
        }
    }

    static FormatSpec read(Path file) throws IOException {
        String rule = file.getFileName().toString().replace(".spec", "").replace('-', ' ');
        String[] sections = Files.readString(file, UTF_8).split("(?m)^== ", -1);
        String database = sections[1].substring(sections[1].indexOf('\n') + 1);
        var expectations = new ArrayList<Expectation>();
        for (int i = 2; i < sections.length; i++) {
            int headEnd = sections[i].indexOf('\n');
            expectations.add(
                    expectation(rule, database, sections[i].substring(0, headEnd), sections[i].substring(headEnd + 1)));
        }
        return new FormatSpec(rule, database, expectations);
    }

    private static Expectation expectation(String rule, String database, String request, String text) {
        Matcher head = REQUEST.matcher(request);
        if (!head.matches()) {
            throw new IllegalArgumentException(rule + ": " + request);
        }
        List<String> tables =
                Arrays.stream(head.group(2).split(" ", -1)).skip(1).toList();
        var spec = new ExportSpec(ExportFormat.find(head.group(1)).orElseThrow(), tables, options(head.group(3)));
        int replaced = head.group(4) == null ? 0 : Integer.parseInt(head.group(4));
        return new Expectation(rule, database, request, spec, replaced, text.replace("\n", ""));
    }

    private static ExportOptions options(String words) {
        Map<String, String> texts = OPTION.matcher(words)
                .results()
                .collect(Collectors.toMap(
                        option -> option.group(1), option -> option.group(2).replace('␉', '\t')));
        return ExportOptions.of(texts);
    }

    /** The text with pictures for control characters. */
    static String visible(String text) {
        return text.codePoints()
                .map(c -> c < 0x20 ? 0x2400 + c : c == 0x7f ? '␡' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
