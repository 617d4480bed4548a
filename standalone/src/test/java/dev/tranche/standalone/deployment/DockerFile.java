package dev.tranche.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, in order, comments and line breaks gone. */
record DockerFile(List<Instruction> instructions) {
    /** Such as {@code USER} and {@code 10001:10001}. */
    record Instruction(String word, String rest) {
        List<String> words() {
            return List.of(rest.split("\\s+"));
        }
    }

    static DockerFile read(String path) {
        try {
            return parse(Files.readString(ComposeFile.TOP.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DockerFile parse(String text) {
        String joined = text.replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", " ");
        return new DockerFile(Arrays.stream(joined.split("\\R"))
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+", 2))
                .map(parts -> new Instruction(parts[0], parts[1]))
                .toList());
    }

    Stream<Instruction> all(String word) {
        return instructions.stream().filter(instruction -> instruction.word().equals(word));
    }

    /** Only the last one counts, and it must be in the last stage. */
    String last(String word) {
        return lastStage()
                .filter(instruction -> instruction.word().equals(word))
                .reduce((a, b) -> b)
                .map(Instruction::rest)
                .orElse("");
    }

    private Stream<Instruction> lastStage() {
        int from = instructions.lastIndexOf(all("FROM").reduce((a, b) -> b).orElseThrow());
        return instructions.stream().skip(from);
    }

    /** The first stage, with its name. */
    List<Instruction> firstStage() {
        int end = instructions.size();
        for (int i = 1; i < end; i++) {
            if (instructions.get(i).word().equals("FROM")) {
                return instructions.subList(0, i);
            }
        }
        return instructions;
    }

    /** Images from a registry, not earlier stages. */
    List<String> baseImages() {
        var stages = all("FROM")
                .map(Instruction::words)
                .filter(words -> words.size() == 3)
                .map(words -> words.get(2))
                .toList();
        return all("FROM")
                .map(from -> from.words().get(0))
                .filter(image -> !stages.contains(image))
                .toList();
    }

    /** What is copied from the project, not from another stage. */
    List<String> copiedSources() {
        return all("COPY")
                .map(Instruction::words)
                .filter(words -> !words.get(0).startsWith("--from"))
                .flatMap(words -> words.subList(0, words.size() - 1).stream())
                .filter(word -> !word.startsWith("--"))
                .toList();
    }
}
