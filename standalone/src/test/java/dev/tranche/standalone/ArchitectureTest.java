package dev.tranche.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.UUID;

/** The directions between modules and packages, and what only some may touch. The design says why; this makes it so. */
@AnalyzeClasses(
        packages = "dev.tranche",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The fakes and contract suites that other modules test with come as jars of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String MODEL = "dev.tranche.model..";
    private static final String ENGINE = "dev.tranche.engine..";
    private static final String STORAGE = "dev.tranche.storage..";
    private static final String MESSAGING = "dev.tranche.messaging..";
    private static final String BROKER = "dev.tranche.broker..";
    private static final String GATEWAY = "dev.tranche.gateway..";
    private static final String WORKER = "dev.tranche.worker..";
    private static final String STANDALONE = "dev.tranche.standalone..";

    @ArchTest
    static final ArchRule theModelSeesNoOtherModule = noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, STORAGE, MESSAGING, BROKER, GATEWAY, WORKER, STANDALONE);

    @ArchTest
    static final ArchRule engineStorageMessagingAndBrokerSeeOnlyTheModel = slices().matching("dev.tranche.(*)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(any(), JavaClass.Predicates.resideInAPackage(MODEL))
            .ignoreDependency(JavaClass.Predicates.resideInAnyPackage(GATEWAY, WORKER, STANDALONE), any());

    @ArchTest
    static final ArchRule gatewayAndWorkerDoNotSeeEachOther = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WORKER, STANDALONE, BROKER);

    @ArchTest
    static final ArchRule theWorkerSeesNoGateway = noClasses()
            .that()
            .resideInAPackage(WORKER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, STANDALONE, BROKER);

    @ArchTest
    static final ArchRule engineAndModelArePlainJava = noClasses()
            .that()
            .resideInAnyPackage(MODEL, ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "com.rabbitmq..",
                    "software.amazon..",
                    "jakarta..",
                    "org.slf4j..",
                    "java.util.logging..");

    @ArchTest
    static final ArchRule onlyStorageKnowsTheAwsSdk = noClasses()
            .that()
            .resideOutsideOfPackage(STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule onlyMessagingListenersTheirAdaptersAndConfigurationsKnowAmqp = noClasses()
            .that()
            .resideOutsideOfPackage(MESSAGING)
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .and()
            .haveSimpleNameNotContaining("Listener")
            .and()
            .haveSimpleNameNotStartingWith("Amqp")
            .and()
            .resideOutsideOfPackage(BROKER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.amqp..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule theGatewayReadsDatabasesInTwoPlacesOnly = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .and()
            .resideOutsideOfPackages("dev.tranche.gateway.sync..", "dev.tranche.gateway.admission..")
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.tranche.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeAndChanceComeFromOutside = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Configuration")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = fields().should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .andShould()
            .notBeAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackage(STANDALONE)
            .and()
            .haveSimpleNameNotEndingWith("Application")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static DescribedPredicate<JavaClass> any() {
        return DescribedPredicate.alwaysTrue();
    }
}
