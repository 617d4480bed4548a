package dev.tranche.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommitTest {
    @Test
    void partsThatAreNotTheCheckpointsLastOnesAreRefused() {
        var checkpoint = SampleJobs.checkpoint(3);

        for (var parts : List.of(
                List.of(SampleJobs.part(2)),
                List.of(SampleJobs.part(3), SampleJobs.part(2)),
                List.of(SampleJobs.part(1), SampleJobs.part(3)),
                List.of(SampleJobs.part(3), SampleJobs.part(4)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Commit(checkpoint, parts, List.of(), List.of()))
                    .withMessageContaining("3 parts");
        }
    }

    @Test
    void whatWasSaidBeforeIsNotSaidTwice() {
        var commit = new Commit(SampleJobs.checkpoint(0), List.of(), List.of(), List.of("first"));

        var sealed = commit.with(List.of(), List.of("first", "second"));

        assertThat(sealed.warnings()).containsExactly("first", "second");
    }
}
