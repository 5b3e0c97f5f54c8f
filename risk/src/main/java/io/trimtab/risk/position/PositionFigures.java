package io.trimtab.risk.position;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.TailRisk;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.stress.LiquidityProfile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The figures of a whole book, by asset; NaN where there is none. Legend: w weights, C covariance, T scenarios. */
final class PositionFigures {
    /** Of the parts of a variance: what is left of a difference below this is rounding, not risk. */
    private static final double ROUNDING = 1e-14;

    final PositionBook book;
    /** Annual. */
    final double[] volatility;
    /** Annual, adding up to the book's volatility. */
    final double[] volatilityContribution;

    final double[] correlationToBook;
    final double[] correlationToRest;
    final double[] valueAtRisk;
    final double[] expectedShortfall;
    /** Adding up to the book's expected shortfall. */
    final double[] shortfallContribution;

    final double[] beta;
    final double[] daysToClose;
    final double[] costToClose;

    final double bookVolatility;
    final double bookValueAtRisk;
    final double bookShortfall;

    private final PositionBook.Sources given;
    private final int n;

    PositionFigures(PositionBook book) {
        this.book = book;
        given = book.sources();
        n = book.universe().size();
        volatility = new double[n];
        volatilityContribution = new double[n];
        correlationToBook = new double[n];
        correlationToRest = new double[n];
        valueAtRisk = new double[n];
        expectedShortfall = new double[n];
        shortfallContribution = new double[n];
        beta = new double[n];
        daysToClose = new double[n];
        costToClose = new double[n];
        RiskModel model = model();
        double root = Math.sqrt(given.periods.count());
        bookVolatility = root * volatilities(model, root);
        ReturnPanel scenarios = given.scenarios;
        if (scenarios == null) {
            double z = StandardNormal.quantile(given.confidence.level());
            double tail = StandardNormal.density(z) / given.confidence.tail();
            normalTail(z / root, tail / root);
            bookValueAtRisk = z / root * bookVolatility;
            bookShortfall = tail / root * bookVolatility;
        } else {
            TailRisk tail = historicalTail(scenarios);
            bookValueAtRisk = tail.valueAtRisk();
            bookShortfall = tail.expectedShortfall();
        }
        betas(model);
        liquidity(given.liquidity);
    }

    private RiskModel model() {
        if (given.model != null) {
            return given.model;
        }
        if (given.scenarios == null) {
            throw new IllegalStateException("positions cannot be measured without a risk model or scenarios; "
                    + "add them with withRiskModel or withScenarios");
        }
        return PanelCovariance.of(given.scenarios);
    }

    /** Volatilities, correlations and contributions from one product C w; returns the book's volatility per period. */
    private double volatilities(RiskModel model, double root) {
        Weights weights = book.weights();
        double[] w = weights.toArray();
        double[] product = new double[n];
        model.multiplyInto(w, product);
        double whole = 0;
        double absolute = 0;
        for (int i = 0; i < n; i++) {
            whole += w[i] * product[i];
            absolute += Math.abs(w[i] * product[i]);
        }
        // refuses a model that is not semidefinite
        double sigma = model.volatility(weights);
        boolean risky = whole > n * ROUNDING * absolute && sigma > 0;
        for (int i = 0; i < n; i++) {
            double own = Math.sqrt(model.variance(i));
            volatility[i] = root * own;
            volatilityContribution[i] = risky ? root * w[i] * product[i] / sigma : 0;
            double side = Math.signum(w[i]);
            correlationToBook[i] = risky && own > 0 ? bounded(side * product[i] / own / sigma) : Double.NaN;
            double size = w[i] * own;
            double together = w[i] * product[i] - size * size;
            double rest = whole - 2 * together - size * size;
            boolean alone = !(rest > ROUNDING * (whole + size * size)) || size == 0;
            correlationToRest[i] = alone ? Double.NaN : bounded(together / Math.abs(size) / Math.sqrt(rest));
        }
        return risky ? sigma : 0;
    }

    private static double bounded(double correlation) {
        return Math.max(-1, Math.min(1, correlation));
    }

    private void normalTail(double z, double tail) {
        for (int i = 0; i < n; i++) {
            double sigma = Math.abs(book.weights().get(i)) * volatility[i];
            valueAtRisk[i] = z * sigma;
            expectedShortfall[i] = tail * sigma;
            shortfallContribution[i] = tail * volatilityContribution[i];
        }
    }

    private TailRisk historicalTail(ReturnPanel scenarios) {
        HistoricalSimulation simulation = HistoricalSimulation.at(given.confidence);
        double[] losses = new double[scenarios.rows()];
        double[] scratch = new double[scenarios.rows()];
        for (int i = 0; i < n; i++) {
            double w = book.weights().get(i);
            if (w != 0) {
                scenarios.columnInto(i, losses, 0);
                for (int t = 0; t < losses.length; t++) {
                    losses[t] *= -w;
                }
                valueAtRisk[i] = simulation.valueAtRisk(losses, scratch);
                expectedShortfall[i] = simulation.expectedShortfall(losses, scratch);
            }
        }
        TailRisk tail = simulation.measure(scenarios, book.weights());
        EulerContributions parts = tail.contributions(scenarios, book.weights());
        System.arraycopy(parts.toArray(), 0, shortfallContribution, 0, n);
        return tail;
    }

    private void betas(RiskModel model) {
        Arrays.fill(beta, Double.NaN);
        if (given.betas != null) {
            given.betas.forEach((id, value) -> {
                if (book.universe().contains(id)) {
                    beta[book.universe().indexOf(id)] = value;
                }
            });
        } else if (given.benchmark != null) {
            double[] m = given.benchmark.toArray();
            model.multiplyInto(m, beta);
            double sigma = model.volatility(given.benchmark);
            dividedBy(sigma * sigma, "the benchmark");
        } else if (given.marketReturns != null) {
            toMarket(given.marketReturns);
        }
    }

    private void toMarket(double[] market) {
        ReturnPanel scenarios = given.scenarios;
        if (scenarios == null) {
            throw new IllegalStateException(
                    "betas to market returns need the scenarios they belong to; add them with withScenarios");
        }
        int rows = scenarios.rows();
        if (market.length != rows) {
            throw new IllegalArgumentException(
                    "marketReturns must be one for each of " + rows + " scenarios, were " + market.length);
        }
        double[] deviation = market.clone();
        centre(deviation);
        double[] column = new double[rows];
        for (int i = 0; i < n; i++) {
            scenarios.columnInto(i, column, 0);
            centre(column);
            beta[i] = Kernels.dot(rows, deviation, 0, column, 0);
        }
        // deviations of equal returns from their mean are rounding
        double size = Kernels.dot(rows, market, 0, market, 0);
        double variance = Kernels.dot(rows, deviation, 0, deviation, 0);
        dividedBy(variance > ROUNDING * ROUNDING * size ? variance : 0, "the market");
    }

    private static void centre(double[] x) {
        double mean = Kernels.sum(x.length, x, 0) / x.length;
        for (int t = 0; t < x.length; t++) {
            x[t] -= mean;
        }
    }

    private void dividedBy(double variance, String what) {
        if (!(variance > 0)) {
            throw new IllegalArgumentException("betas need " + what + " to move, but its variance is 0");
        }
        for (int i = 0; i < n; i++) {
            beta[i] /= variance;
        }
    }

    private void liquidity(@Nullable LiquidityProfile profile) {
        Arrays.fill(daysToClose, Double.NaN);
        Arrays.fill(costToClose, Double.NaN);
        if (profile != null) {
            for (int i = 0; i < n; i++) {
                double size = Math.abs(book.weights().get(i));
                // what cannot be sold takes for ever, nothing takes no time
                daysToClose[i] = size == 0 ? 0 : size / profile.perDay(i);
                costToClose[i] = size * profile.halfSpread(i);
            }
        }
    }

    /** The price at which the position is closed, or NaN. */
    double stop(int index) {
        Double level = given.stops.get(universe().id(index));
        return level == null ? Double.NaN : level;
    }

    Universe universe() {
        return book.universe();
    }

    double confidence() {
        return given.confidence.level();
    }

    /** Where the tail comes from, for people. */
    String tail() {
        ReturnPanel scenarios = given.scenarios;
        return scenarios == null ? "normal" : scenarios.rows() + " scenarios";
    }
}
