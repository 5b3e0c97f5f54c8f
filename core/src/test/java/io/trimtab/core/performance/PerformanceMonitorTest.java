package io.trimtab.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.cycle.port.PerformanceObservation;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PerformanceMonitorTest {
    private static PerformanceObservation of(double portfolio, double baseline) {
        return new PerformanceObservation(
                Instant.EPOCH, new TreeMap<>(Map.of("portfolio", portfolio, "baseline", baseline)));
    }

    @Test
    void figuresAgreeWithAHandComputedExample() {
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.MONTHLY)
                .riskFreeRate(0.03)
                .build();
        PerformanceReading reading = monitor.observe(of(0.10, 0));
        assertThat(reading.figuresOf("portfolio").sharpe()).isNaN();
        monitor.observe(of(-0.20, 0));
        PerformanceFigures figures = monitor.observe(of(0.04, 0)).figuresOf("portfolio");
        // mean -.02, deviations .12 -.18 .06: squares .0144 + .0324 + .0036 = .0504, variance .0252; tolerance:
        // roundings
        assertThat(figures.annualReturn()).isCloseTo(-0.24, within(1e-15));
        assertThat(figures.annualVolatility()).isCloseTo(Math.sqrt(0.0252 * 12), within(1e-15));
        assertThat(figures.sharpe()).isCloseTo((-0.24 - 0.03) / Math.sqrt(0.0252 * 12), within(1e-14));
        // wealth 1.1, .88, .9152: down a fifth from the high
        assertThat(figures.drawdown()).isCloseTo(0.2, within(1e-15));
        assertThat(figures.observations()).isEqualTo(3);
    }

    @Test
    void aBaselineThatHasJustBegunJudgesNobody() {
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                .minimumObservations(5)
                .build();
        SplittableRandom random = new SplittableRandom(3);
        List<AlertNotice> notices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TreeMap<String, Double> returns = new TreeMap<>(Map.of("portfolio", random.nextDouble(-0.01, 0.01)));
            if (i >= 17) {
                returns.put("baseline", 0.01 + 1e-4 * i); // a Sharpe ratio of hundreds, out of three returns
            }
            notices.addAll(monitor.observe(new PerformanceObservation(Instant.EPOCH, returns))
                    .notices());
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aSubjectThatIsNoLongerObservedIsNoLongerJudged() {
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                .minimumObservations(5)
                .build();
        List<AlertNotice> notices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double r = i % 2 == 0 ? 0.01 : -0.008;
            TreeMap<String, Double> returns = new TreeMap<>(Map.of("baseline", i < 20 ? r : r + 0.01));
            if (i < 20) {
                returns.put("retired", r);
            }
            notices.addAll(monitor.observe(new PerformanceObservation(Instant.EPOCH, returns))
                    .notices());
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void anAbsurdReturnIsRefusedAndChangesNothing() {
        PerformanceMonitor monitor =
                PerformanceMonitor.builder(PeriodsPerYear.DAILY).window(3).build();
        monitor.observe(of(0.01, 0));
        PerformanceReading before = monitor.reading();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.observe(of(Double.MAX_VALUE, 0)))
                .withMessageContaining("returns[portfolio] must be at most");
        assertThat(monitor.reading()).isEqualTo(before);
        for (int i = 0; i < 400; i++) {
            assertThat(monitor.observe(of(1e9, 0)).figuresOf("portfolio").drawdown())
                    .isEqualTo(0);
        }
    }

    @Test
    void onlyTheWindowCounts() {
        PerformanceMonitor monitor =
                PerformanceMonitor.builder(PeriodsPerYear.DAILY).window(4).build();
        SplittableRandom random = new SplittableRandom(7);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            double r = random.nextDouble(-0.05, 0.05);
            all.add(r);
            PerformanceFigures figures = monitor.observe(of(r, 0.01)).figuresOf("portfolio");
            List<Double> latest = all.subList(Math.max(0, all.size() - 4), all.size());
            double mean = latest.stream().mapToDouble(x -> x).average().orElseThrow();
            assertThat(figures.annualReturn()).isCloseTo(mean * 252, within(1e-12));
            assertThat(figures.observations()).isEqualTo(latest.size());
        }
    }

    @Test
    void returnsThatDoNotVaryHaveNoSharpeRatio() {
        PerformanceMonitor monitor =
                PerformanceMonitor.builder(PeriodsPerYear.DAILY).build();
        for (int i = 0; i < 30; i++) {
            monitor.observe(of(0.1, 0.1));
        }
        assertThat(monitor.reading().figuresOf("portfolio").sharpe()).isNaN();
        assertThat(monitor.openEpisodes()).isEmpty();
    }

    @Test
    void anEpisodeRaisesOneNoticeAndThenOneRecovery() {
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                .window(20)
                .minimumObservations(10)
                .build();
        List<AlertNotice> notices = new ArrayList<>();
        run(monitor, notices, 40, 0.0);
        assertThat(notices).isEmpty();
        run(monitor, notices, 40, -0.006);
        assertThat(notices)
                .extracting(notice -> notice.type() + notice.labels())
                .containsExactlyInAnyOrder(
                        "performance.deteriorated{figure=sharpe, subject=portfolio}",
                        "performance.deteriorated{figure=drawdown, subject=portfolio}");
        assertThat(notices).allSatisfy(notice -> assertThat(notice.level()).isEqualTo(AlertLevel.WARNING));
        assertThat(monitor.openEpisodes()).containsExactly("portfolio drawdown", "portfolio sharpe");
        notices.clear();
        run(monitor, notices, 40, 0.0);
        assertThat(notices)
                .extracting(notice -> notice.type() + notice.labels())
                .containsExactlyInAnyOrder(
                        "performance.recovered{figure=sharpe, subject=portfolio}",
                        "performance.recovered{figure=drawdown, subject=portfolio}");
        assertThat(monitor.openEpisodes()).isEmpty();
    }

    private static void run(PerformanceMonitor monitor, List<AlertNotice> notices, int times, double handicap) {
        for (int i = 0; i < times; i++) {
            double market = i % 2 == 0 ? 0.012 : -0.008;
            notices.addAll(monitor.observe(of(market + handicap, market)).notices());
        }
    }

    @Test
    void aSubjectIsJudgedByWhatIsExpectedOfItRatherThanByTheBaseline() {
        PerformanceFigures record = new PerformanceFigures(250, 0.5, 0.1, 5, 0.01);
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                .minimumObservations(5)
                .expecting("portfolio", record)
                .sharpeDrop(1)
                .drawdownRise(0.5)
                .recoveredBelow(0)
                .build();
        List<AlertNotice> notices = new ArrayList<>();
        run(monitor, notices, 6, -0.001); // Sharpe about 1.5 where 5 is expected
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0).text())
                .startsWith("sharpe of portfolio has become worse: ")
                .endsWith("where 1.000 is tolerated");
    }

    @Test
    void withoutABaselineNothingIsJudged() {
        PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                .baseline("index")
                .minimumObservations(2)
                .build();
        List<AlertNotice> notices = new ArrayList<>();
        run(monitor, notices, 40, -0.01);
        assertThat(notices).isEmpty();
    }

    @Test
    void hostileObservationsAndSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Double.NaN, 0))
                .withMessage("returns[portfolio] must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(-1.5, 0))
                .withMessageStartingWith("returns[portfolio] must be at least -1, was -1.5");
        PerformanceMonitor.Builder builder = PerformanceMonitor.builder(PeriodsPerYear.DAILY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.window(1))
                .withMessage("window must be at least 2, was 1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.sharpeDrop(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.drawdownRise(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.recoveredBelow(1.1));
    }

    @Test
    void theLossOfEverythingIsADrawdownOfOne() {
        PerformanceMonitor monitor =
                PerformanceMonitor.builder(PeriodsPerYear.DAILY).build();
        assertThat(monitor.observe(of(-1, 0)).figuresOf("portfolio").drawdown()).isEqualTo(1);
    }
}
