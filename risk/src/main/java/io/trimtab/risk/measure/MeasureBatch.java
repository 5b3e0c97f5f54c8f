package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Many measures of many series: each series is checked, ordered and centred once for all measures.
 *
 * <pre>{@code
 * MeasureTable table = MeasureBatch.of(Dispersion.volatility(SAMPLE), ExpectedShortfall.historical(c95)).measure(returns);
 * table.of("SAP", "expected shortfall 95%");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class MeasureBatch {
    /** From this many measures on, one sort repays what each of them would select. */
    private static final int WORTH_SORTING = 6;

    private final List<RiskMeasure> measures;
    private final MissingReturns missing;

    private MeasureBatch(List<RiskMeasure> measures, MissingReturns missing) {
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
    public static MeasureBatch of(RiskMeasure... measures) {
        return of(Check.copy(measures, "measures"));
    }

    /**
     * A batch of measures that refuses missing returns.
     *
     * @param measures at least one, of different names
     * @return the batch
     * @throws IllegalArgumentException if there is no measure, or two have the same name
     */
    public static MeasureBatch of(List<RiskMeasure> measures) {
        List<RiskMeasure> copy = Check.copy(measures, "measures");
        Check.atLeast(copy.size(), 1, "number of measures");
        Set<String> names = new HashSet<>();
        for (RiskMeasure measure : copy) {
            if (!names.add(measure.name())) {
                throw new IllegalArgumentException(
                        "measures must have different names, two are called \"" + measure.name() + "\"");
            }
        }
        return new MeasureBatch(copy, MissingReturns.REFUSE);
    }

    /**
     * The same with another policy for returns that are NaN.
     *
     * @param policy what becomes of them
     * @return the batch
     */
    public MeasureBatch withMissing(MissingReturns policy) {
        return new MeasureBatch(measures, Check.notNull(policy, "policy"));
    }

    /**
     * The measures.
     *
     * @return in the order given
     */
    public List<RiskMeasure> measures() {
        return measures;
    }

    /**
     * Measures every column of a panel.
     *
     * @param returns simple returns
     * @return a row for each asset, a column for each measure
     */
    public MeasureTable measure(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        MeasuredSeries series = new MeasuredSeries();
        double[] column = new double[rows];
        int m = measures.size();
        double[] values = new double[returns.columns() * m];
        for (int j = 0; j < returns.columns(); j++) {
            returns.columnInto(j, column, 0);
            measureInto(rows, column, 0, values, j * m, series);
        }
        return new MeasureTable(
                returns.universe().ids(),
                measures.stream().map(RiskMeasure::name).toList(),
                values);
    }

    /**
     * Measures many series that lie one after the other, without allocating once the workspace has grown.
     *
     * @param rows the number of returns of each series
     * @param columns the number of series
     * @param returns series by series: return t of series j is at {@code j * rows + t}
     * @param out receives the values: measure k of series j at {@code j * measures + k}; NaN where undefined
     * @param workspace one a thread
     * @throws IllegalArgumentException if an array is too short, or a return is not finite and not to be omitted
     */
    public void measureInto(int rows, int columns, double[] returns, double[] out, MeasuredSeries workspace) {
        Check.atLeast(rows, 0, "rows");
        Check.atLeast(columns, 0, "columns");
        Check.atLeast(Check.notNull(returns, "returns").length, Math.multiplyExact(rows, columns), "length of returns");
        Check.atLeast(Check.notNull(out, "out").length, Math.multiplyExact(columns, measures.size()), "length of out");
        for (int j = 0; j < columns; j++) {
            measureInto(rows, returns, j * rows, out, j * measures.size(), workspace);
        }
    }

    /**
     * Measures one series, without allocating once the workspace has grown.
     *
     * @param n the number of returns
     * @param returns simple returns
     * @param offset where the first is
     * @param out receives a value for each measure; NaN where undefined
     * @param at where the first value goes
     * @param workspace one a thread
     * @throws IllegalArgumentException if an array is too short, or a return is not finite and not to be omitted
     */
    public void measureInto(int n, double[] returns, int offset, double[] out, int at, MeasuredSeries workspace) {
        Check.notNull(workspace, "workspace").load(n, returns, offset, missing);
        if (Check.atLeast(at, 0, "at") > Check.notNull(out, "out").length - measures.size()) {
            throw new IllegalArgumentException(
                    "out must have " + measures.size() + " elements from " + at + ", had length " + out.length);
        }
        if (measures.size() >= WORTH_SORTING) {
            workspace.sorted();
        }
        for (int k = 0; k < measures.size(); k++) {
            out[at + k] = measures.get(k).value(workspace);
        }
    }

    @Override
    public String toString() {
        return "MeasureBatch" + measures;
    }
}
