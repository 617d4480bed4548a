package dev.tranche.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each runnable jar says what it is made of, as CycloneDX. */
class BillOfMaterialsIT {
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String BILL = "META-INF/sbom/application.cdx.json";

    /** Boot's own, which runs {@code -Djarmode=tools}, is added when the jar is put together. */
    private static final String ADDED = "spring-boot-jarmode-tools-";

    /** Those have nothing but dependencies, and Boot leaves them out of the jar. */
    private static final String EMPTY = "spring-boot-starter-";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-gateway/target/api-gateway.jar",
                "export-worker/target/export-worker.jar",
                "standalone/target/tranche.jar"
            })
    void everyLibraryIsInTheBillAndTheBillIsOfTheseLibraries(String file) throws IOException {
        try (var jar = new JarFile(Path.of("..").resolve(file).toFile())) {
            List<String> libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .filter(name -> !name.startsWith(ADDED))
                    .toList();

            var entry = jar.getEntry(BILL);
            assumeTrue(entry != null, "the plugin that writes the bill wants a build that is not offline");
            JsonNode bill = JsonMapper.shared().readTree(jar.getInputStream(entry));

            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            List<String> listed = bill.path("components")
                    .valueStream()
                    .map(BillOfMaterialsIT::fileName)
                    .toList();
            assertThat(listed).containsAll(libraries);
            assertThat(listed).filteredOn(name -> !libraries.contains(name)).allMatch(name -> name.startsWith(EMPTY));
        }
    }

    private static String fileName(JsonNode component) {
        String classifier = component.path("purl").asString().replaceAll(".*[?&]classifier=([^&]+).*|.*", "$1");
        return component.path("name").asString()
                + "-" + component.path("version").asString()
                + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }
}
