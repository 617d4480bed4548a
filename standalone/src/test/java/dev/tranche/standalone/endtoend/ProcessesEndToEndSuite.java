package dev.tranche.standalone.endtoend;

import dev.tranche.messaging.test.TestBroker;
import dev.tranche.standalone.process.Deployment;
import dev.tranche.standalone.process.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One gateway and two workers as processes of their own, on the broker that a subclass brings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcessesEndToEndSuite extends EndToEndSuite {
    private Deployment deployment;
    private ServiceProcess gateway;

    abstract TestBroker broker();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker().purge();
        deployment = new Deployment(folder, broker()).initSpool();
        gateway = deployment.startGateway();
        var first = deployment.startWorker();
        var second = deployment.startWorker();
        gateway.awaitUp();
        first.awaitUp();
        second.awaitUp();
    }

    @AfterAll
    void stop() {
        deployment.close();
    }

    @Override
    Api api() {
        return new Api(gateway.root());
    }

    @Override
    Path database(String name) {
        return deployment.database(name);
    }

    @Override
    List<Path> snapshots() {
        return deployment.snapshots();
    }
}
