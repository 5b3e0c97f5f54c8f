package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every table of the reference files is asserted by a test that exists, or has no counterpart for a reason that the guide
 * gives; and every difference from Alertmanager that the guide lists is what a test says it is.
 */
class ReferenceTablesTest {
    private static final Path GUIDE = Path.of("../docs/guide/alerts.md");
    /** Members that say how to read a file. */
    private static final List<String> NOTES =
            List.of("source", "note", "unit", "time", "semantics", "ageMin", "rule", "format");
    /** Tables of what this library has not; the guide names each with the reason. */
    private static final List<String> NO_COUNTERPART = List.of("alertmanager_nflog_silence/TestStateMerge");

    /** The tests of each table. */
    private static Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        String silence = "alertmanager_nflog_silence/";
        String inhibit = "alertmanager_inhibit/";
        String bucket = "bucket4j_vectors/";
        String limiters = "ratelimiter_vectors/";
        tables.put(
                "alertmanager_acceptance/scenarios",
                List.of(
                        "ConformanceTest#tellsWhatAlertmanagerTellsWhenItTellsIt",
                        "ConformanceTest#anAttemptThatReallyHangsIsGivenUpAndRepeated"));
        tables.put(
                "alertmanager_acceptance/defaults",
                List.of("ReferenceTablesTest#theTimesLeftOutOfScenariosAreThoseOfTheFile"));
        tables.put(
                "alertmanager_alert_merge/cases",
                List.of("ActiveSpanTest#spansMergeAsAlertmanagersDoWhicheverIsAsked"));
        tables.put(
                "alertmanager_dedup_needs_update/cases",
                List.of(
                        "ToldTest#tellsWhereAlertmanagersDeduplicationDoes",
                        "DedupFixtureTest#sendsWhenAlertmanagerNotifies"));
        tables.put(
                inhibit + "TestInhibitRuleHasEqual",
                List.of("suppress.InhibitorTest#sourcesInhibitByEqualLabelsAsAlertmanagersDo"));
        tables.put(
                inhibit + "TestInhibitRuleMatches",
                List.of("suppress.InhibitorTest#rulesInhibitWhatAlertmanagersInhibit"));
        tables.put(
                inhibit + "TestInhibitRuleMatchers",
                List.of("suppress.InhibitorTest#rulesInhibitWhatAlertmanagersInhibit"));
        tables.put(
                inhibit + "TestInhibit",
                List.of("suppress.InhibitorTest#anAlertIsKeptBackUntilItsSourceEndsAsInAlertmanager"));
        tables.put(
                silence + "TestLogGC",
                List.of(
                        "suppress.SilencesTest#whatIsOverExactlyNowIsForgottenAsInAlertmanagersLog",
                        "suppress.InhibitorTest#sourcesThatEndExactlyNowAreForgottenAsInAlertmanagersLog"));
        tables.put(silence + "LogExpiry", List.of("RepetitionTest#aRepeatIntervalOfMonthsIsKeptAndNotCutAtARetention"));
        tables.put(silence + "TestIsFiringSubset", List.of("ToldTest#knowsWhichAlertsWereToldAsAlertmanagersLogDoes"));
        tables.put(
                silence + "TestSilenceCanUpdate",
                List.of("suppress.SilencesTest#changesAreAllowedWhereAlertmanagerAllowsThem"));
        tables.put(silence + "TestSilencer_timeline", List.of("suppress.SilencesTest#mutesAlongAlertmanagersTimeline"));
        tables.put(
                silence + "TestSilenceGCOverTime",
                List.of("suppress.SilencesTest#forgetsWhatWasOverLongEnoughAgoAsAlertmanagerDoes"));
        tables.put(
                silence + "TestSilenceLimits",
                List.of("suppress.SilencesTest#aFullStoreRefusesAndAFailedChangeLeavesTheOldSilenceActive"));
        tables.put(
                silence + "TestSilenceExpire",
                List.of("suppress.SilencesTest#expiringEndsWhatIsPendingOrActiveAndLeavesWhatIsOver"));
        tables.put(
                silence + "limit_Bucket_TestBucketUpsert",
                List.of("suppress.InhibitorTest#sourcesFindRoomWhenAlertmanagersBucketHasSome"));
        tables.put("alertmanager_routes/tree", List.of("route.RouteTreeTest#alertsGoWhereAlertmanagersGo"));
        tables.put("alertmanager_routes/cases", List.of("route.RouteTreeTest#alertsGoWhereAlertmanagersGo"));
        tables.put(
                "alertmanager_routes/defaults",
                List.of("route.RouteTreeTest#groupingIsInheritedPieceByPieceAsAlertmanagersIs"));
        tables.put(
                "alertmanager_time_intervals/cases",
                List.of("suppress.TimeIntervalTest#holdsWhereAlertmanagersIntervalsHold"));
        tables.put(
                "alertmanager_time_intervals/parse",
                List.of("suppress.TimeIntervalTest#readsAndRefusesTheTimesThatAlertmanagerDoes"));
        tables.put(
                "alertmanager_time_intervals/mute",
                List.of("suppress.TimeIntervalTest#schedulesNameThoseThatMuteAsAlertmanagerDoes"));
        tables.put(bucket + "refill_simple", List.of("throttle.GcraTest#refillsAsBucket4jDoes"));
        tables.put(bucket + "refill_classic", List.of("throttle.GcraTest#refillsAsBucket4jDoes"));
        tables.put(bucket + "delay_to_consume", List.of("throttle.GcraTest#waitsAsLongAsBucket4jDoes"));
        tables.put(
                bucket + "full_refill_time",
                List.of(
                        "throttle.GcraTest#isFullAgainWhenBucket4jIs",
                        "throttle.LimiterVectorsTest#isNeverLaterThanRefillsInLumps"));
        tables.put(
                bucket + "rounding",
                List.of(
                        "throttle.LimiterVectorsTest#admitsWhereBucket4jRoundsDown",
                        "throttle.GcraTest#roundsNoPermitUp"));
        tables.put(bucket + "interval_refill", List.of("throttle.LimiterVectorsTest#isNeverLaterThanRefillsInLumps"));
        tables.put(
                bucket + "adaptive_initial",
                List.of("throttle.LimiterVectorsTest#beginsFullWhereBucket4jMayBeginWithAPartOfAPeriod"));
        tables.put(
                bucket + "consume_ignoring_limits", List.of("throttle.LimiterVectorsTest#takesOnCreditAsBucket4jDoes"));
        tables.put(
                limiters + "guava",
                List.of(
                        "throttle.LimiterVectorsTest#reservesAsGuavaDoes",
                        "throttle.LimiterVectorsTest#nothingWarmsUp",
                        "throttle.LimiterVectorsTest#aRateOfPracticallyNeverIsRefused"));
        tables.put(
                limiters + "failsafe_bursty",
                List.of("throttle.LimiterVectorsTest#staysWithinAPeriodOfFailsafesPeriods"));
        tables.put(limiters + "failsafe_smooth", List.of("throttle.GcraTest#reservesAsFailsafeDoes"));
        tables.put(
                limiters + "resilience4j_atomic",
                List.of("throttle.LimiterVectorsTest#aLimitOfOneIsThatOfResilience4j"));
        tables.put(
                limiters + "goalert_throttle",
                List.of("throttle.LimiterVectorsTest#severalWindowsAdmitWhenGoAlertDoes"));
        tables.put(
                limiters + "elastalert_exponential_realert",
                List.of("throttle.BackoffTest#goesUpAndDownAsElastAlertDoes"));
        tables.put(limiters + "measured_traps", List.of("throttle.LimiterVectorsTest#doesNotFallIntoTheTrapsOfPeers"));
        return tables;
    }

    /** How each difference that the guide lists, named by the beginning of its row, is asserted. */
    private static Map<String, List<String>> differences() {
        Map<String, List<String>> tests = new LinkedHashMap<>();
        tests.put(
                "an ungrouped route tells each alert at once",
                List.of("RepetitionTest#anUngroupedAlertIsToldAgainOnlyWhenItIsRaisedAgain"));
        tests.put(
                "a new critical alert, or one that became critical",
                List.of(
                        "PipelineTest#aNewCriticalAlertDoesNotWaitForCompany",
                        "PipelineTest#anAlertThatBecameCriticalDoesNotWaitForTheInterval"));
        tests.put("a rise in severity is news", List.of("ToldTest#aRiseInSeverityIsNewsAndAFallIsNot"));
        tests.put(
                "the end of a condition inside a mute window",
                List.of("PipelineTest#theEndOfAConditionInsideAMuteWindowIsToldWhenItEnds"));
        tests.put(
                "several sources of one inhibition",
                List.of("suppress.InhibitorTest#theEndOfOneSourceDoesNotReleaseWhatAnotherKeepsBack"));
        tests.put(
                "an attempt under way is not cut off",
                List.of("PipelineTest#whatComesWhileANotificationIsUnderWayIsToldByTheNext"));
        tests.put(
                "alerts beyond the bound on groups",
                List.of("PipelineTest#groupsBeyondTheBoundAreToldAloneAndNotLost"));
        tests.put(
                "a regular expression that takes too long",
                List.of("match.LabelMatcherTest#anExpressionThatExplodesCatchesNothingEitherWay"));
        tests.put(
                "what was told is remembered until the end is told",
                List.of("RepetitionTest#aRepeatIntervalOfMonthsIsKeptAndNotCutAtARetention"));
        tests.put(
                "an end is told also if the last notification",
                List.of(
                        "ToldTest#theEndIsOwedUntilItIsToldAlsoIfTheAlertWasKeptBackMeanwhile",
                        "PipelineTest#theEndOfWhatWasKeptBackWhileItsGroupWasToldIsTold"));
        tests.put(
                "the state belongs to one service",
                List.of("RestoreTest#whatWasToldIsNotToldAgainAndDebtsOfRatesRemain"));
        tests.put(
                "sources of inhibitions are bounded",
                List.of("suppress.InhibitorTest#sourcesBeyondTheBoundKeepNothingBackAndAreCounted"));
        tests.put(
                "two alerts are the same if type and labels are", List.of("IdentitiesTest#labelsCannotBeMadeToMerge"));
        return tests;
    }

    private static String guide() {
        try {
            return Files.readString(GUIDE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + GUIDE, e);
        }
    }

    private static void assertIsATest(String name) {
        String[] parts = name.split("#", -1);
        try {
            Class<?> type = Class.forName("io.trimtab.alerts." + parts[0]);
            assertThat(Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> method.getName().equals(parts[1]))
                            .filter(ReferenceTablesTest::isTest))
                    .as("%s is a test", name)
                    .hasSize(1);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no test class " + parts[0], e);
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class);
    }

    @Test
    void everyTableOfTheReferenceFilesHasATestOrAReason() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(Fixtures.path("alerts"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                Map<String, Object> members = Json.get(Json.parse(Fixtures.text("alerts/" + name + ".json")));
                members.keySet().stream()
                        .filter(member -> !NOTES.contains(member))
                        .forEach(member -> there.add(name + "/" + member));
            }
        }
        TreeSet<String> known = new TreeSet<>(tables().keySet());
        known.addAll(NO_COUNTERPART);
        assertThat(known).isEqualTo(there).hasSize(39);
        new TreeMap<>(tables()).values().forEach(tests -> tests.forEach(ReferenceTablesTest::assertIsATest));
        String guide = guide();
        for (String table : NO_COUNTERPART) {
            assertThat(guide).contains("`" + table.substring(table.indexOf('/') + 1) + "` has no counterpart");
        }
    }

    @Test
    void everyDifferenceThatTheGuideListsIsWhatATestSays() {
        String guide = guide();
        List<String> rows = guide.substring(guide.indexOf("| here | in Alertmanager |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        List<String> named = new ArrayList<>();
        for (String row : rows) {
            List<String> known = differences().keySet().stream()
                    .filter(beginning -> row.startsWith("| " + beginning))
                    .toList();
            assertThat(known).as("the test of: %s", row).hasSize(1);
            named.addAll(known);
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(differences().keySet());
        differences().values().forEach(tests -> tests.forEach(ReferenceTablesTest::assertIsATest));
    }

    /** The acceptance scenarios leave out an end that is assumed; 300 seconds stand in the test that runs them. */
    @Test
    void theTimesLeftOutOfScenariosAreThoseOfTheFile() {
        Object defaults = Json.get(Json.parse(Fixtures.text("alerts/alertmanager_acceptance.json")), "defaults");
        assertThat(Json.number(defaults, "resolveTimeout")).isEqualTo(ConformanceTest.RESOLVE_SECONDS);
        // the least time that Alertmanager gives an attempt; an attempt here has a timeout of its own, 30 s unless
        // given
        assertThat(Json.number(defaults, "minNotifyTimeout")).isEqualTo(10);
    }
}
