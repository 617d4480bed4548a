package dev.tranche.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns whose names would hide each other from a reader of JSON or CSV. */
class UniqueNamesTest {
    @Test
    void aRepeatedNameGetsTheNumberOfItsAppearance() {
        assertThat(unique("a", "a", "b", "a")).containsExactly("a", "a_2", "b", "a_3");
    }

    @Test
    void aNumberedNameNeverMeetsAnotherColumn() {
        assertThat(unique("a", "a", "a_2", "a_2")).containsExactly("a", "a_3", "a_2", "a_2_2");
    }

    @Test
    void namesThatDifferInCaseAreDifferent() {
        assertThat(unique("a", "A", "")).containsExactly("a", "A", "");
    }

    private static List<String> unique(String... names) {
        return UniqueNames.of(List.of(names));
    }
}
