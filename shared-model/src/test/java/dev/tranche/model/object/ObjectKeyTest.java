package dev.tranche.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.model.job.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    private static final JobId JOB = new JobId("export_20240101-170000_k3v9q0x1m2n4");

    @Test
    void theKeyIsThatOfC53() {
        assertThat(ObjectKey.ofDatabase("main", JOB, "sql").value())
                .isEqualTo("exports/main_20240101-170000_k3v9q0x1m2n4.sql");
        assertThat(ObjectKey.ofTable("main", "users", JOB, "csv").value())
                .isEqualTo("exports/main_users_20240101-170000_k3v9q0x1m2n4.csv");
    }

    @Test
    void everyOtherCharacterOfTheNameBecomesOneUnderscore() {
        assertThat(ObjectKey.ofTable("ma/in", "../🙂 ü", JOB, "sql.gz").fileName())
                .isEqualTo("ma_in_.._____20240101-170000_k3v9q0x1m2n4.sql.gz");
    }

    @Test
    void aLongNameIsCutAt100() {
        var key = ObjectKey.ofDatabase("x".repeat(300), JOB, "sql");
        assertThat(key.fileName()).startsWith("x".repeat(100) + "_20240101");
    }

    @Test
    void theJobIsReadBackFromTheKey() {
        var key = ObjectKey.ofTable("a_20200202-020202_abcdefghijkl", "b.c", JOB, "sql.gz");
        assertThat(ObjectKey.parse(key.value())).contains(key);
        assertThat(key.jobId()).isEqualTo(JOB);
        assertThat(key.extension()).isEqualTo("sql.gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exports/",
                "exports/main.sql",
                "other/main_20240101-170000_k3v9q0x1m2n4.sql",
                "exports/../main_20240101-170000_k3v9q0x1m2n4.sql",
                "exports/a/main_20240101-170000_k3v9q0x1m2n4.sql",
                "exports/main_20240101-170000_k3v9q0x1m2n4",
                "exports/main_20240101-170000_k3v9q0x1m2n4./x",
                "exports/main_20240101-170000_k3v9q0x1m2n4.sql\n",
                "exports/main_20240101-170000_short.sql",
                "exports/main_20240101-170000_k3v9q0x1m2n4.sql~1-a.upload"
            })
    void whatNoJobOfOursCouldHaveIsNoKey(String text) {
        assertThat(ObjectKey.parse(text)).isEmpty();
        assertThatThrownBy(() -> new ObjectKey(text)).hasMessageContaining("an object key looks like");
    }
}
