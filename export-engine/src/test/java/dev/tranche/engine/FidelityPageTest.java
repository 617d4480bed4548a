package dev.tranche.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tranche.model.job.ExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of {@code docs/fidelity.md} is what the sqlite3 shell's own {@code .dump} and ours really give (C50). */
class FidelityPageTest {
    private static final Path PAGE = Path.of("../docs/fidelity.md");
    private static final String SHELL = "3.40.1";
    private static final String HEAD =
            "| database | the shell's `.dump`, loaded by the shell | ours, loaded by the shell |\n| --- | --- | --- |\n";

    @TempDir
    Path folder;

    @Test
    void thePageSaysWhatBothDumpsRestore() throws Exception {
        ScriptReader.SHELL.assumeInstalled();
        assumeTrue(
                ScriptReader.run("", "sqlite3", "--version").startsWith(SHELL), "the page is about sqlite3 " + SHELL);
        var table = new StringBuilder(HEAD);
        for (NamedDatabase named : NamedDatabase.all()) {
            Path source = named.create(folder);
            List<String> expected = DatabaseFacts.of(source);
            byte[] ours = Exports.ofSnapshot(source, ExportSpec.all(ExportFormat.SQL));
            table.append("| %s | %s | %s |\n"
                    .formatted(named.title(), result(theirs(source), expected), result(ours, expected)));
        }
        assertThat(Files.readString(PAGE)).contains(table);
    }

    private static byte[] theirs(Path source) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sqlite3", source.toString(), ".dump").start();
        byte[] script = shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor()).isZero();
        return script;
    }

    /** What becomes of a database whose dump the shell loads, as most people do: on and on, whatever it complains about. */
    private String result(byte[] script, List<String> expected) throws Exception {
        Path restored = Files.createTempFile(folder, "restored", ".db");
        String complaints = ScriptReader.run(script, "sqlite3", "-batch", restored.toString());
        List<String> found = DatabaseFacts.of(restored);
        var faults = new ArrayList<String>();
        if (!complaints.isEmpty()) {
            faults.add("`" + complaints.lines().findFirst().orElseThrow().replaceFirst(" near line \\d+", "") + "`");
        }
        faults.addAll(parts(expected, found));
        return faults.isEmpty() ? "the same" : "**not the same**: " + String.join("; ", faults);
    }

    private static List<String> parts(List<String> expected, List<String> found) {
        return DatabaseFacts.differences(expected, found).stream()
                .map(line -> line.replaceFirst("^\\w+: ", "")
                        .replaceFirst(" \\|.*", "")
                        .lines()
                        .findFirst()
                        .orElse(""))
                .map(label -> label.startsWith("row") ? "rows" : label)
                .distinct()
                .collect(Collectors.toList());
    }
}
