package io.trimtab.docs.demo;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.HistoricalReplay;
import io.trimtab.risk.stress.HistoricalReplay.ReplayOutcome;
import io.trimtab.risk.stress.HistoricalWindow;
import io.trimtab.risk.stress.ReverseStress;
import io.trimtab.risk.stress.ReverseStressOutcome;
import io.trimtab.risk.stress.StressOutcome;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A portfolio of the run under stress: in scenarios, in history again, and what would have to happen for it to lose a tenth. */
final class StressedPortfolio {
    /** The sum that the reverse stress asks for, as a fraction of equity. */
    static final double SUM = 0.10;

    private static final double MONTHS_A_YEAR = 12;

    private final LocalDate day;
    private final Weights weights;
    private final CovarianceMatrix yearly;
    private final ReturnPanel history;

    private StressedPortfolio(LocalDate day, Weights weights, PriceHistory prices) {
        this.day = day;
        this.weights = weights;
        this.yearly = StrategyPortfolio.covariance(prices.upTo(day));
        this.history = prices.returns();
    }

    /** What the last cycle decided. */
    static StressedPortfolio last(DemoRun run) {
        return of(run, run.cycles().size() - 1);
    }

    /** What the cycle decided whose expected shortfall was largest, the first of them. */
    static StressedPortfolio riskiest(DemoRun run) {
        int found = 0;
        double largest = -1;
        for (int c = 0; c < run.cycles().size(); c++) {
            double shortfall = shortfall(run.cycles().get(c));
            if (shortfall > largest) {
                largest = shortfall;
                found = c;
            }
        }
        return of(run, found);
    }

    private static double shortfall(CycleReport report) {
        return report.verdict()
                .map(verdict -> verdict.usage().stream()
                        .filter(usage -> usage.name().startsWith("expected shortfall"))
                        .mapToDouble(LimitUsage::measured)
                        .max()
                        .orElse(-1))
                .orElse(-1.0);
    }

    private static StressedPortfolio of(DemoRun run, int cycle) {
        Universe universe = run.prices().universe();
        double[] held = new double[universe.size()];
        for (int j = 0; j < held.length; j++) {
            held[j] = run.cycles().get(cycle).weightsTarget().getOrDefault(universe.id(j), 0.0);
        }
        return new StressedPortfolio(run.decisionDays().get(cycle), Weights.of(universe, held), run.prices());
    }

    LocalDate day() {
        return day;
    }

    /** A year's volatility as it is. */
    double volatility() {
        return yearly.volatility(weights);
    }

    /**
     * One scenario.
     *
     * @param name what happens
     * @param loss what is lost in it, as a fraction of equity
     * @param worst the largest loss on the way, as a fraction of equity; the loss where there is no way
     * @param when the day of the largest loss, or nothing
     * @param volatility a year's, after it
     */
    record Line(String name, double loss, double worst, String when, double volatility) {}

    /** Presets, then the stretches of history that the prices cover. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        StressTest test = StressTest.of(yearly);
        for (StressScenario scenario : List.of(
                StressScenario.marketCrash(weights.universe(), betas()),
                StressScenario.volatilityDoubled(),
                StressScenario.correlationsUp())) {
            StressOutcome outcome = test.apply(scenario, weights);
            lines.add(new Line(scenario.name(), outcome.loss(), outcome.loss(), "", outcome.volatilityAfter()));
        }
        for (HistoricalWindow window : HistoricalWindow.values()) {
            if (covers(window)) {
                ReplayOutcome outcome = HistoricalReplay.of(history, window).play(weights);
                LocalDate worst = outcome.worstDate();
                lines.add(new Line(
                        "history of " + window, outcome.loss(), outcome.worstLoss(), worst.toString(), volatility()));
            }
        }
        return lines;
    }

    /** The famous stretches that lie outside the prices. */
    List<String> missing() {
        return Arrays.stream(HistoricalWindow.values())
                .filter(window -> !covers(window))
                .map(HistoricalWindow::toString)
                .toList();
    }

    private boolean covers(HistoricalWindow window) {
        return !history.date(0).isAfter(window.peak())
                && !history.date(history.rows() - 1).isBefore(window.trough());
    }

    /** The beta of each currency to all of them in equal weight. */
    private double[] betas() {
        Weights basket = Weights.equal(weights.universe());
        double[] betas = new double[weights.universe().size()];
        yearly.multiplyInto(basket.toArray(), betas);
        double volatility = yearly.volatility(basket);
        for (int j = 0; j < betas.length; j++) {
            betas[j] /= volatility * volatility;
        }
        return betas;
    }

    /** The most likely way to lose a tenth in a year. */
    ReverseStressOutcome losingATenth() {
        return ReverseStress.of(yearly, weights).losing(SUM);
    }

    /**
     * A currency in the most likely way to lose a tenth.
     *
     * @param id the currency
     * @param move what it returns
     * @param loss what that takes from the equity, as a fraction of it
     */
    record Move(String id, double move, double loss) {}

    /** The currencies that are held, the largest loss first. */
    List<Move> moves(ReverseStressOutcome.MostLikely found) {
        List<Move> moves = new ArrayList<>();
        for (int j = 0; j < weights.universe().size(); j++) {
            String id = weights.universe().id(j);
            if (weights.get(j) > 0.0005) {
                moves.add(new Move(id, found.returnOf(id), -weights.get(j) * found.returnOf(id)));
            }
        }
        moves.sort(Comparator.comparingDouble((Move move) -> -move.loss()).thenComparing(Move::id));
        return moves;
    }

    /**
     * How far the loss of a tenth is within some time.
     *
     * @param within the time
     * @param distance in standard deviations of that time
     * @param probability of a loss as large, if returns are normal
     */
    record Horizon(String within, double distance, double probability) {}

    /** The same scenario, in ever less time. */
    static List<Horizon> horizons(ReverseStressOutcome.MostLikely found) {
        List<Horizon> all = new ArrayList<>();
        all.add(horizon("a year", found.distance()));
        all.add(horizon("a month", found.distance() * Math.sqrt(MONTHS_A_YEAR)));
        all.add(horizon("a day", found.distance() * Math.sqrt(PeriodsPerYear.DAILY.count())));
        return all;
    }

    private static Horizon horizon(String within, double distance) {
        return new Horizon(within, distance, StandardNormal.cumulative(-distance));
    }
}
