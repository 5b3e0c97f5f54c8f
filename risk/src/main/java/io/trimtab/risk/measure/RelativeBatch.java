package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Many measures of many series against one benchmark.
 *
 * <pre>{@code
 * MeasureTable table = RelativeBatch.of(MarketModel.beta(), Capture.battingAverage()).measure(returns, benchmark);
 * table.of("SAP", "beta");
 * }</pre>
 *
 * <p>As {@link MeasureBatch} for measures of one series. Immutable and thread-safe.
 */
public final class RelativeBatch {
    private final List<RelativeMeasure> measures;
    private final MissingReturns missing;

    private RelativeBatch(List<RelativeMeasure> measures, MissingReturns missing) {
        this.measures = measures;
        this.missing = missing;
    }

    /**
     * A batch of measures that refuses missing returns.
     *
     * @param measures at least one, of different names
     * @return the batch
     * @throws IllegalArgumentException if there is no measure, or two have the same name
     */
    public static RelativeBatch of(RelativeMeasure... measures) {
        return of(Check.copy(measures, "measures"));
    }

    /**
     * A batch of measures that refuses missing returns.
     *
     * @param measures at least one, of different names
     * @return the batch
     * @throws IllegalArgumentException if there is no measure, or two have the same name
     */
    public static RelativeBatch of(List<RelativeMeasure> measures) {
        List<RelativeMeasure> copy = Check.copy(measures, "measures");
        Check.atLeast(copy.size(), 1, "number of measures");
        Set<String> names = new HashSet<>();
        for (RelativeMeasure measure : copy) {
            if (!names.add(measure.name())) {
                throw new IllegalArgumentException(
                        "measures must have different names, two are called \"" + measure.name() + "\"");
            }
        }
        return new RelativeBatch(copy, MissingReturns.REFUSE);
    }

    /**
     * The same with another policy for returns that are NaN.
     *
     * @param policy what becomes of them; a time is left out where either the series or the benchmark has none
     * @return the batch
     */
    public RelativeBatch withMissing(MissingReturns policy) {
        return new RelativeBatch(measures, Check.notNull(policy, "policy"));
    }

    /**
     * The measures.
     *
     * @return in the order given
     */
    public List<RelativeMeasure> measures() {
        return measures;
    }

    /**
     * Measures every column of a panel.
     *
     * @param returns simple returns
     * @param benchmark the benchmark's simple returns of the same times
     * @return a row for each asset, a column for each measure
     * @throws IllegalArgumentException if the lengths differ, or a return is not finite and not to be omitted
     */
    public MeasureTable measure(ReturnPanel returns, double[] benchmark) {
        int rows = Check.notNull(returns, "returns").rows();
        Check.length(Check.notNull(benchmark, "benchmark").length, rows, "benchmark");
        double[] columns = new double[Math.multiplyExact(rows, returns.columns())];
        for (int j = 0; j < returns.columns(); j++) {
            returns.columnInto(j, columns, j * rows);
        }
        double[] values = new double[returns.columns() * measures.size()];
        measureInto(rows, returns.columns(), columns, benchmark, values, new MeasuredSeries(), new MeasuredSeries());
        List<String> names = measures.stream().map(RelativeMeasure::name).toList();
        return new MeasureTable(returns.universe().ids(), names, values);
    }

    /**
     * Measures many series that lie one after the other, without allocating once the workspaces have grown.
     *
     * @param rows the number of returns of each series
     * @param columns the number of series
     * @param returns series by series: return t of series j is at {@code j * rows + t}
     * @param benchmark the benchmark's returns, {@code rows} of them
     * @param out receives the values: measure k of series j at {@code j * measures + k}; NaN where undefined
     * @param workspace one a thread
     * @param other another one, for the benchmark
     * @throws IllegalArgumentException if an array is too short, or a return is not finite and not to be omitted
     */
    public void measureInto(
            int rows,
            int columns,
            double[] returns,
            double[] benchmark,
            double[] out,
            MeasuredSeries workspace,
            MeasuredSeries other) {
        Check.atLeast(rows, 0, "rows");
        Check.atLeast(columns, 0, "columns");
        Check.atLeast(Check.notNull(returns, "returns").length, Math.multiplyExact(rows, columns), "length of returns");
        Check.atLeast(Check.notNull(out, "out").length, Math.multiplyExact(columns, measures.size()), "length of out");
        Check.notNull(workspace, "workspace");
        Check.notNull(other, "other");
        boolean pairs = missing == MissingReturns.OMIT;
        if (!pairs) {
            other.load(rows, Check.notNull(benchmark, "benchmark"), 0);
        }
        for (int j = 0; j < columns; j++) {
            if (pairs) {
                workspace.loadPair(other, rows, returns, j * rows, benchmark, 0, missing);
            } else {
                workspace.load(rows, returns, j * rows);
            }
            for (int k = 0; k < measures.size(); k++) {
                out[j * measures.size() + k] = measures.get(k).value(workspace, other);
            }
        }
    }

    @Override
    public String toString() {
        return "RelativeBatch" + measures;
    }
}
