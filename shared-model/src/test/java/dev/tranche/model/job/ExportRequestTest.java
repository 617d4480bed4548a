package dev.tranche.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportRequestTest {
    /** Whatever prints a job prints its request. */
    @Test
    void ofTheCallbackOnlyTheHostIsShown() {
        var hook = URI.create("https://example.org:8443/hook/s3cret?token=s3cret");

        assertThat(new ExportRequest("main", ExportFormat.SQL, List.of("t"), hook))
                .asString()
                .contains("main", "t", "callbackHost=example.org")
                .doesNotContain("s3cret", "/hook");
        assertThat(new ExportRequest("main", ExportFormat.SQL, List.of(), null))
                .asString()
                .contains("callbackHost=none");
    }
}
