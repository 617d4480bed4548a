package dev.tranche.worker.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tranche.worker.simulation.QuietLogs;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walks can fail: without any one of these rules they find what it prevents. */
@ExtendWith(QuietLogs.class)
class BrokenRulesTest {
    @ParameterizedTest
    @CsvSource({
        "P2_NO_FENCE,I2,1000",
        "P7_NO_READING_AGAIN,I2,2000",
        "P9_CLEANING_FIRST,I2,1000",
        "P11_REPAIR_BY_AGE,I7,1000"
    })
    void issue5TheWalksFindWhatARulePrevents(BrokenRule rule, String invariant, int withinSeeds) {
        var found = LongStream.rangeClosed(1, withinSeeds)
                .mapToObj(seed -> Walk.run(seed, rule))
                .filter(result -> !result.violations().isEmpty())
                .findFirst();
        found.ifPresent(result -> System.out.println(rule + " is missed: " + result));
        assertThat(found).as("a violation within %d seeds", withinSeeds).isPresent();
        assertThat(found.map(Walk.Result::violations).orElse(List.of()).get(0)).startsWith(invariant);
    }
}
