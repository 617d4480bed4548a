package dev.tranche.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C14 after the first byte: what is not whole never looks whole. */
class SyncCutTest {
    /** More than all buffers between the database and a client that does not read. */
    private static final int BIG_ROWS = 60_000;

    @TempDir
    private static Path folder;

    @AutoClose
    private static GatewayServer server;

    @BeforeAll
    static void start() throws IOException {
        Databases.makeRows(folder.resolve("big.db"), BIG_ROWS, 1_000);
        Databases.makeRows(folder.resolve("broken.db"), 5_000, 1_000);
        spoilTheSecondHalf(folder.resolve("broken.db"));
        server = GatewayServer.with(
                        "tranche.databases-folder=" + folder,
                        "tranche.sync.max-duration=2s",
                        "server.tomcat.connection-timeout=1s")
                .start();
    }

    private static void spoilTheSecondHalf(Path database) throws IOException {
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[(int) (file.length() / 4)]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/export/dump?database=broken", "/export/json/t?database=broken", "/export/csv/t?database=broken"
            })
    void aDatabaseThatIsMalformedHalfWayCutsTheConnectionC14(String path) {
        var answer = RawHttp.to(server.port()).send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).containsIgnoringCase("Transfer-Encoding: chunked");
        assertThat(answer.body()).hasSizeGreaterThan(100_000).doesNotContain("error");
        assertThat(answer.isWhole()).isFalse();
        assertThatThrownBy(() -> server.get(path)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aWholeExportEndsWithTheLastChunkC14() {
        var answer = RawHttp.to(server.port()).send("GET /export/csv/t?database=big HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer.isWhole()).isTrue();
    }

    @Test
    void aClientThatReadsTooSlowlyIsCutAtTheDeadlineC2() throws IOException {
        try (Socket socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, "GET /export/csv/t?database=big HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var buffer = new byte[200_000];
            var in = socket.getInputStream();
            long start = System.nanoTime();
            // 2 MB/s: never still for a second, and 60 MB would take half a minute.
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> isOver(in.readNBytes(buffer, 0, buffer.length), buffer));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
            awaitMetric("tranche_sync_duration_seconds_count{outcome=\"failed\",route=\"csv\"}");
        }
    }

    private static boolean isOver(int read, byte[] buffer) {
        return read < buffer.length;
    }

    @Test
    void aClientThatStopsReadingIsLeftAfterTheWriteTimeoutC5() throws IOException {
        try (Socket socket = RawHttp.to(server.port()).open()) {
            RawHttp.write(socket, "GET /export/dump?database=big HTTP/1.1\r\nHost: localhost\r\n\r\n");
            awaitMetric("tranche_sync_duration_seconds_count{outcome=\"failed\",route=\"dump\"}");
        }
    }

    private static void awaitMetric(String line) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> server.get("/actuator/prometheus").body().contains(line));
    }

    @ParameterizedTest
    @CsvSource({"/export/dump?database=big", "/export/json/t?database=big", "/export/csv/t?database=big"})
    void httpOneDotZeroHasNoChunksSoItGetsNoExportC14(String path) {
        var answer = RawHttp.to(server.port()).send("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n");
        assertThat(answer.status()).isEqualTo(505);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"A synchronous export needs HTTP/1.1, where a cut connection can be told from"
                        + " the end of the file\"}");
    }
}
