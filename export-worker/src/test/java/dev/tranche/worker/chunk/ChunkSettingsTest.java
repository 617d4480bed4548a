package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ChunkSettingsTest {
    @Configuration
    @EnableConfigurationProperties({ChunkSettings.class, CrewSettings.class})
    static class Settings {}

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        application.run(context -> {
            assertThat(context.getBean(ChunkSettings.class).slice()).hasSeconds(2);
            assertThat(context.getBean(ChunkSettings.class).parts().bytes()).isEqualTo(16L * 1024 * 1024);
            assertThat(context.getBean(CrewSettings.class).concurrency()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({"65536,65536", "64KiB,65536", "5MiB,5242880", "5 MB,5242880", "1GiB,1073741824"})
    void aSizeIsBytesOrHasAUnit(String text, long bytes) {
        application
                .withPropertyValues("tranche.chunk.part-size=" + text)
                .run(context -> assertThat(
                                context.getBean(ChunkSettings.class).parts().bytes())
                        .isEqualTo(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tranche.chunk.part-size=1KiB | tranche.chunk.part-size must be 64KiB to 5GiB",
                "tranche.chunk.part-size=6GiB | tranche.chunk.part-size must be 64KiB to 5GiB",
                "tranche.chunk.part-size=lots | tranche.chunk.part-size must be a size such as 16MiB, was lots",
                "tranche.chunk.slice=2m       | tranche.chunk.slice must be 0s to 1m, was PT2M",
                "tranche.worker.concurrency=0 | tranche.worker.concurrency must be 1 to 64, was 0"
            })
    void aWrongValueIsRefusedWithItsNameAndRange(String property, String message) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
    }
}
