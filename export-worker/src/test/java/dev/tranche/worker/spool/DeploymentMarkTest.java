package dev.tranche.worker.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tranche.worker.spool.DeploymentMark.State;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P22: a spool folder belongs to one job store. */
class DeploymentMarkTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFolderIsMadeReady() {
        var mark = new DeploymentMark(folder.resolve("new/spool"));
        assertThat(mark.look("one")).isEqualTo(State.NO_FOLDER);
        mark.write("one");
        assertThat(mark.look("one")).isEqualTo(State.OURS);
        assertThat(mark.look("two")).isEqualTo(State.FOREIGN);
    }

    @Test
    void makingItReadyTwiceIsHarmless() {
        var mark = new DeploymentMark(folder);
        mark.write("one");
        mark.write("one");
        assertThat(mark.look("one")).isEqualTo(State.OURS);
    }

    @Test
    void theFolderOfAnotherJobStoreStaysAsItIs() {
        var mark = new DeploymentMark(folder);
        mark.write("one");
        assertThatThrownBy(() -> mark.write("two")).hasMessageContaining("belongs to another job store");
        assertThat(mark.look("one")).isEqualTo(State.OURS);
    }

    @Test
    void aFolderThatIsNotEmptyIsNotTaken() throws Exception {
        Files.writeString(folder.resolve("photo.jpg"), "somebody's");
        var mark = new DeploymentMark(folder);
        assertThatThrownBy(() -> mark.write("one")).hasMessageContaining("is not empty");
        assertThat(mark.look("one")).isEqualTo(State.UNMARKED);
    }
}
