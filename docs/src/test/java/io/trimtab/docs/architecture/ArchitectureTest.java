package io.trimtab.docs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.BaseStream;
import org.jspecify.annotations.NullMarked;

/** The walls of the house: which room may know which, and what no room may do. */
@AnalyzeClasses(
        packages = "io.trimtab",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestKits.class})
class ArchitectureTest {
    /** Leaves out the contract test kits, which are test code in a jar. */
    static final class NoTestKits implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String CORE = "io.trimtab.core..";
    private static final String RISK = "io.trimtab.risk..";
    private static final String OPTIMIZER = "io.trimtab.optimizer..";
    private static final String ALERTS = "io.trimtab.alerts..";
    private static final String[] LIBRARY = {CORE, RISK, OPTIMIZER, ALERTS};
    private static final String[] INTERNAL = {
        "io.trimtab.core.numeric..",
        "io.trimtab.core.check..",
        "io.trimtab.core.json..",
        "io.trimtab.optimizer.solver.."
    };

    @ArchTest
    static void everyModuleIsSeen(JavaClasses classes) {
        for (String module : Set.of("core", "risk", "optimizer", "alerts", "docs")) {
            assertThat(classes.containPackage("io.trimtab." + module)
                            || classes.stream().anyMatch(c -> c.getPackageName().startsWith("io.trimtab." + module)))
                    .as("classes of module %s are on the class path", module)
                    .isTrue();
        }
    }

    // --- arrows between modules

    @ArchTest
    static final ArchRule coreKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RISK, OPTIMIZER, ALERTS, "io.trimtab.docs..");

    @ArchTest
    static final ArchRule alertsKnowOnlyCore = noClasses()
            .that()
            .resideInAPackage(ALERTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RISK, OPTIMIZER, "io.trimtab.docs..");

    @ArchTest
    static final ArchRule riskKnowsOnlyCore = noClasses()
            .that()
            .resideInAPackage(RISK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OPTIMIZER, ALERTS, "io.trimtab.docs..");

    @ArchTest
    static final ArchRule optimizerKnowsOnlyRiskAndCore = noClasses()
            .that()
            .resideInAPackage(OPTIMIZER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ALERTS, "io.trimtab.docs..");

    @ArchTest
    static final ArchRule coreAndAlertsDoWithoutHipparchus = noClasses()
            .that()
            .resideInAnyPackage(CORE, ALERTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.hipparchus..")
            .because("they carry a module descriptor, and Hipparchus has no stable module names");

    // --- arrows between packages

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.trimtab.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule marketKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage("io.trimtab.core.market..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.trimtab.core.regime..",
                    "io.trimtab.core.strategy..",
                    "io.trimtab.core.cycle..",
                    "io.trimtab.core.performance..",
                    "io.trimtab.core.paper..");

    @ArchTest
    static final ArchRule regimeAndStrategyDoNotKnowTheCycle = noClasses()
            .that()
            .resideInAnyPackage("io.trimtab.core.regime..", "io.trimtab.core.strategy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.trimtab.core.cycle..", "io.trimtab.core.performance..", "io.trimtab.core.paper..");

    @ArchTest
    static final ArchRule otherModulesSeeOfTheCycleOnlyItsPorts = noClasses()
            .that()
            .resideInAnyPackage(RISK, OPTIMIZER, ALERTS)
            .should()
            .dependOnClassesThat(resideInAPackage("io.trimtab.core.cycle..")
                    .and(not(resideInAPackage("io.trimtab.core.cycle.port.."))));

    @ArchTest
    static final ArchRule numericKnowsOnlyChecksAndTheClock = noClasses()
            .that()
            .resideInAPackage("io.trimtab.core.numeric..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.trimtab..")
                    .and(not(resideInAnyPackage(
                            "io.trimtab.core.numeric..", "io.trimtab.core.check..", "io.trimtab.core.time.."))));

    @ArchTest
    static final ArchRule theSolverIsTheOptimizersOwnBusiness = noClasses()
            .that()
            .resideOutsideOfPackage(OPTIMIZER)
            .and()
            .resideOutsideOfPackage("io.trimtab.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.trimtab.optimizer.solver..");

    @ArchTest
    static final ArchRule documentationUsesNoInternals = noClasses()
            .that()
            .resideInAPackage("io.trimtab.docs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INTERNAL)
            .because("examples show what a host can write");

    @ArchTest
    static final ArchRule internalsAppearInNoPublicSignature = classes()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .resideOutsideOfPackages(INTERNAL)
            .and()
            .arePublic()
            .should(exposeNone(resideInAnyPackage(INTERNAL)));

    // --- what no library room may do

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .doNotHaveFullyQualifiedName("io.trimtab.core.time.SystemNanoClock")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule randomnessIsInjectedAndSplittable = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule threadsBelongToTheHost = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class, ForkJoinPool.class)
            .orShould()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould()
            .callMethod(BaseStream.class, "parallel");

    @ArchTest
    static final ArchRule lastBitsDoNotDependOnThePlatform =
            classes().that().resideInAnyPackage(LIBRARY).should(notCallPlatformDependentMath());

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule noDesktop = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..");

    @ArchTest
    static final ArchRule noStaticFieldCanBeReassigned = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(LIBRARY)
            .and()
            .areNotDeclaredIn("io.trimtab.core.numeric.VectorForms")
            .should()
            .beFinal()
            .because("state is the host's; only the switch to the vector kernels, which changes no bit, is the JVM's");

    @ArchTest
    static final ArchRule publicClassesAreNotForInheritanceByAccident = classes()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT);

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : classes) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class) && !type.getSimpleName().equals("module-info")) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked).as("packages without @NullMarked").isEmpty();
    }

    private static ArchCondition<JavaClass> exposeNone(
            com.tngtech.archunit.base.DescribedPredicate<JavaClass> internal) {
        return new ArchCondition<>("expose no internal type in a public or protected signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMember member : type.getMembers()) {
                    boolean visible = member.getModifiers().contains(JavaModifier.PUBLIC)
                            || member.getModifiers().contains(JavaModifier.PROTECTED);
                    if (visible && !member.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                        member.getAllInvolvedRawTypes().stream()
                                .filter(used -> !used.equals(type) && internal.test(used))
                                .forEach(used -> events.add(SimpleConditionEvent.violated(
                                        member, member.getFullName() + " exposes " + used.getName())));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> notCallPlatformDependentMath() {
        // exact or correctly rounded by specification; all others may differ in the last bit between machines
        Set<String> exact = Set.of(
                "abs",
                "addExact",
                "ceil",
                "clamp",
                "copySign",
                "floor",
                "floorDiv",
                "floorMod",
                "fma",
                "getExponent",
                "incrementExact",
                "max",
                "min",
                "multiplyExact",
                "multiplyHigh",
                "negateExact",
                "nextAfter",
                "nextDown",
                "nextUp",
                "rint",
                "round",
                "scalb",
                "signum",
                "sqrt",
                "subtractExact",
                "toIntExact",
                "ulp",
                "unsignedMultiplyHigh",
                "decrementExact",
                "absExact",
                "multiplyFull",
                "ceilDiv");
        return new ArchCondition<>("call only those methods of Math whose result is exactly specified") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    AccessTarget target = access.getTarget();
                    if (target.getOwner().isEquivalentTo(Math.class)
                            && access instanceof com.tngtech.archunit.core.domain.JavaMethodCall
                            && !exact.contains(target.getName())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }
}
