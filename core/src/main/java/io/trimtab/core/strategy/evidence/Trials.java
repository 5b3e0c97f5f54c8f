package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that was tried in a search for a strategy, with what each would have earned in every period.
 *
 * <pre>{@code
 * Trials trials = Trials.of(List.of("momentum-12m", "breakout-20"), new double[][] {momentum, breakout}).above(benchmark);
 * trials.effectiveNumber(); // how many independent ones they amount to
 * }</pre>
 *
 * <p>Give the rejected ones too: what was tried and forgotten is what makes luck look like skill. Performance is
 * per period, larger is better, such as a simple return after costs above that of cash or of a benchmark: all tests here ask
 * whether its mean is above zero. Immutable and thread-safe.
 */
public final class Trials implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> ids;
    private final int periods;
    /** Trial after trial. */
    private final double[] performance;

    private Trials(List<String> ids, int periods, double[] performance) {
        this.ids = ids;
        this.periods = periods;
        this.performance = performance;
    }

    /**
     * Trials from the performance of each.
     *
     * @param ids the names, no one twice, at least one
     * @param performance one array a trial, all of one length of at least 8 periods, all finite; copied
     * @return the trials
     * @throws IllegalArgumentException if a name is blank or repeated, or an array does not fit or is not finite
     */
    public static Trials of(List<String> ids, double[]... performance) {
        List<String> names = Check.copy(ids, "ids");
        Check.atLeast(names.size(), 1, "number of ids");
        Check.length(Check.notNull(performance, "performance").length, names.size(), "performance");
        Set<String> seen = new HashSet<>();
        int periods = Check.notNull(performance[0], "performance[0]").length;
        Check.atLeast(periods, 8, "number of periods");
        double[] all = new double[Math.multiplyExact(periods, names.size())];
        for (int k = 0; k < performance.length; k++) {
            String id = Check.notBlank(names.get(k), "ids[" + k + "]");
            if (!seen.add(id)) {
                throw new IllegalArgumentException("ids must be unique, but \"" + id + "\" is repeated");
            }
            String of = "performance of " + id;
            Check.length(Check.notNull(performance[k], of).length, periods, of);
            System.arraycopy(Check.allFinite(performance[k], of), 0, all, k * periods, periods);
        }
        return new Trials(names, periods, all);
    }

    /**
     * The same trials less what a benchmark earned.
     *
     * @param benchmark one value a period, all finite
     * @return other trials
     * @throws IllegalArgumentException if the benchmark is not of as many periods or not finite
     */
    public Trials above(double... benchmark) {
        Check.length(Check.notNull(benchmark, "benchmark").length, periods, "benchmark");
        Check.allFinite(benchmark, "benchmark");
        double[] less = performance.clone();
        for (int i = 0; i < less.length; i++) {
            less[i] = Check.finite(less[i] - benchmark[i % periods], "performance above the benchmark");
        }
        return new Trials(ids, periods, less);
    }

    /**
     * The same trials less what cash earned.
     *
     * @param rate per period, finite
     * @return other trials
     * @throws IllegalArgumentException if the rate is not finite
     */
    public Trials aboveRate(double rate) {
        double[] cash = new double[periods];
        Arrays.fill(cash, Check.finite(rate, "rate"));
        return above(cash);
    }

    /**
     * The names.
     *
     * @return in the order given
     */
    public List<String> ids() {
        return ids;
    }

    /**
     * How many were tried.
     *
     * @return at least 1
     */
    public int size() {
        return ids.size();
    }

    /**
     * How many periods each covers.
     *
     * @return at least 8
     */
    public int periods() {
        return periods;
    }

    /**
     * The performance of one.
     *
     * @param trial its position, from 0
     * @return a new array, one value a period
     * @throws IllegalArgumentException if there is no such trial
     */
    public double[] performance(int trial) {
        int from = Check.index(trial, size(), "trial") * periods;
        return Arrays.copyOfRange(performance, from, from + periods);
    }

    /**
     * How many independent trials these amount to, by their average correlation r: r + (1 - r) N, as in Bailey and Lopez de Prado,
     * The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014), appendix 3. An average below 0 counts as 0, and
     * trials that never move count as independent. O(N T).
     *
     * @return from 1 to the number of trials
     */
    public double effectiveNumber() {
        int n = size();
        if (n == 1) {
            return 1;
        }
        double[] sum = new double[periods];
        int moving = 0;
        for (int k = 0; k < n; k++) {
            double[] standard = standardised(k);
            moving += standard.length == 0 ? 0 : 1;
            for (int t = 0; t < standard.length; t++) {
                sum[t] += standard[t];
            }
        }
        double squares = Kernels.dot(periods, sum, 0, sum, 0);
        double average = Math.max(0, Math.min(1, (squares - moving) / ((double) n * (n - 1))));
        return average + (1 - average) * n;
    }

    /**
     * How many independent trials these amount to, by how their correlations spread over directions: N^2 / sum of squared
     * correlations, the participation ratio of the correlation matrix. Smaller than {@link #effectiveNumber()} where
     * trials come in clusters, and too small where all share one direction, such as a market: then take performance
     * {@linkplain #above above the benchmark} first. Trials that never move count as independent. O(N^2 T).
     *
     * @return from 1 to the number of trials
     */
    public double participationNumber() {
        int n = size();
        double[] standard = new double[n * periods];
        double still = 0;
        for (int k = 0; k < n; k++) {
            double[] column = standardised(k);
            still += column.length == 0 ? 1 : 0;
            System.arraycopy(column, 0, standard, k * periods, column.length);
        }
        double[] correlations = new double[n * n];
        Kernels.syrk(n, periods, 1, standard, 0, periods, 0, correlations, 0, n);
        double squares = still + Kernels.dot(n * n, correlations, 0, correlations, 0);
        return Math.max(1, Math.min(n, n * (n / squares)));
    }

    /**
     * How the trials move together.
     *
     * @return their correlations, of 0 with a trial that never moves
     */
    public TrialCorrelations correlations() {
        int n = size();
        double[] standard = new double[n * periods];
        for (int k = 0; k < n; k++) {
            double[] column = standardised(k);
            System.arraycopy(column, 0, standard, k * periods, column.length);
        }
        double[] correlations = new double[n * n];
        Kernels.syrk(n, periods, 1, standard, 0, periods, 0, correlations, 0, n);
        for (int i = 0; i < correlations.length; i++) {
            correlations[i] = i % (n + 1) == 0 ? 1 : Math.max(-1, Math.min(1, correlations[i]));
        }
        return TrialCorrelations.of(ids, correlations);
    }

    double mean(int trial) {
        return Compensated.mean(periods, performance, trial * periods);
    }

    /** Less the mean; exactly zero for a trial that never moves. */
    void centreInto(int trial, double mean, double[] out, int offset) {
        int from = trial * periods;
        boolean moves = moves(trial);
        for (int t = 0; t < periods; t++) {
            out[offset + t] = moves ? performance[from + t] - mean : 0;
        }
    }

    boolean moves(int trial) {
        int from = trial * periods;
        for (int t = 1; t < periods; t++) {
            if (performance[from + t] != performance[from]) {
                return true;
            }
        }
        return false;
    }

    /** Centred and of length one; empty for a trial that never moves. */
    private double[] standardised(int trial) {
        if (!moves(trial)) {
            return new double[0];
        }
        double[] column = new double[periods];
        centreInto(trial, mean(trial), column, 0);
        double scale = 0;
        for (double x : column) {
            scale = Math.max(scale, Math.abs(x));
        }
        for (int t = 0; t < periods; t++) {
            column[t] /= scale;
        }
        double norm = Math.sqrt(Kernels.dot(periods, column, 0, column, 0));
        for (int t = 0; t < periods; t++) {
            column[t] /= norm;
        }
        return column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trials that
                && ids.equals(that.ids)
                && periods == that.periods
                && Arrays.equals(performance, that.performance);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + Arrays.hashCode(performance);
    }

    @Override
    public String toString() {
        return "Trials[" + size() + " over " + periods + " periods]";
    }
}
