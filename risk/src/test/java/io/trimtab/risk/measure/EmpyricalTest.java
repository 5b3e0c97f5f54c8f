package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The parametrised tests of empyrical-reloaded, case by case: ours is the expected number, or the peer errs by a slip that is
 * reproduced, or why the case is none of a measure is said. No case is passed over.
 *
 * <p>Where empyrical answers NaN or infinity ours is undefined. Tolerance: the eight decimals that its tests compare.
 */
@SuppressWarnings({"LoopOverCharArray", "ArrayRecordComponent"}) // small texts, and values that are never compared
class EmpyricalTest {
    private static final double DECIMALS = 6e-9;
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);
    private static final PerformanceConvention PER_PERIOD = PerformanceConvention.of(PeriodsPerYear.YEARLY);

    /** Cases that are no value of a measure. */
    private static final Map<String, String> OUTSIDE = outside();

    private static Map<String, String> outside() {
        Map<String, String> reasons = new TreeMap<>();
        String inequality = "an inequality between two runs of the peer, not a value";
        for (String test : List.of(
                "test_max_drawdown_translation",
                "test_omega_returns",
                "test_sharpe_translation_same",
                "test_sharpe_translation_diff",
                "test_sharpe_translation_1",
                "test_sharpe_noise",
                "test_downside_risk_noisy",
                "test_downside_risk_trans",
                "test_downside_risk_std",
                "test_sortino_add_noise",
                "test_sortino_sub_noise",
                "test_sortino_translation_same",
                "test_sortino_translation_diff",
                "test_excess_sharpe_noisy",
                "test_excess_sharpe_trans",
                "test_alpha_beta_translation",
                "test_alpha_beta_correlation",
                "test_alpha_beta_with_nan_inputs",
                "test_alpha_beta_equality",
                "test_cagr_noisy")) {
            reasons.put(test, inequality);
        }
        reasons.put("test_simple_returns", "prices become returns in PriceHistory");
        reasons.put("test_cum_returns", "a path, whose last value test_cum_returns_final has");
        reasons.put("test_cum_returns_df", "a path of two columns");
        reasons.put("test_cum_returns_final_df", "expects a table that the case does not contain");
        reasons.put("test_aggregate_returns", "needs a calendar; a measure takes returns of any period");
        reasons.put("est_beta_fragility_heuristic", "a convexity of three points that no publication defines");
        reasons.put(
                "test_gpd_risk_estimates",
                "excesses over a threshold that its search picks; evt.csv is checked instead");
        return reasons;
    }

    private static double[] series(String name) {
        if (name.startsWith("-")) {
            return Arrays.stream(series(name.substring(1))).map(x -> -x).toArray();
        }
        if (name.startsWith("2 * ")) {
            return Arrays.stream(series(name.substring(4))).map(x -> 2 * x).toArray();
        }
        if (name.endsWith("[1:]")) {
            double[] whole = series(name.substring(0, name.length() - 4));
            return Arrays.copyOfRange(whole, 1, whole.length);
        }
        String[] parts = name.split("/");
        return ReferenceData.rows("risk/empyrical/series.csv").stream()
                .filter(row -> row[0].equals(parts[0]) && (parts.length == 1 || row[1].equals(parts[1])))
                .mapToDouble(row -> row[3].isEmpty() ? Double.NaN : Double.parseDouble(row[3]))
                .toArray();
    }

    private static double[] present(double[] x) {
        return Arrays.stream(x).filter(v -> !Double.isNaN(v)).toArray();
    }

    /** As the peer counts a missing return: a period without return. */
    private static double[] zeroed(double[] x) {
        return Arrays.stream(x).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    }

    /** The parts of a Python tuple, without quotes. */
    private static List<String> parts(String tuple) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        StringBuilder part = new StringBuilder();
        String inner = tuple.substring(1, tuple.length() - 1);
        for (char c : inner.toCharArray()) {
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(part.toString().strip().replace("'", ""));
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip().replace("'", ""));
        return parts;
    }

    /** The numbers that a case expects; NaN for NaN and infinity. */
    private static double[] numbers(String text) {
        String list = text.replaceAll("^pd\\.Series\\(", "").replaceAll(", index=.*$", "");
        list = list.replaceAll("[\\[\\]()]", "");
        if (list.isBlank()) {
            return new double[0];
        }
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .mapToDouble(s -> s.startsWith("np.") ? Double.NaN : Double.parseDouble(s))
                .toArray();
    }

    private static PeriodsPerYear period(String name) {
        return switch (name) {
            case "empyrical.DAILY" -> PeriodsPerYear.DAILY;
            case "empyrical.WEEKLY" -> PeriodsPerYear.WEEKLY;
            case "empyrical.MONTHLY" -> PeriodsPerYear.MONTHLY;
            case "empyrical.YEARLY" -> PeriodsPerYear.YEARLY;
            default -> throw new AssertionError(name);
        };
    }

    private static double of(RiskMeasure measure, double[] returns) {
        return measure.ifDefined(present(returns)).orElse(Double.NaN);
    }

    private static double of(RelativeMeasure measure, double[] r, double[] b) {
        int[] both = java.util.stream.IntStream.range(0, Math.min(r.length, b.length))
                .filter(t -> !Double.isNaN(r[t]) && !Double.isNaN(b[t]))
                .toArray();
        OptionalDouble value = measure.ifDefined(
                Arrays.stream(both).mapToDouble(t -> r[t]).toArray(),
                Arrays.stream(both).mapToDouble(t -> b[t]).toArray());
        return value.orElse(Double.NaN);
    }

    /** The series less another, or less a number. */
    private static double[] above(double[] r, String rate) {
        if (rate.matches("-?[0-9.]+")) {
            double number = Double.parseDouble(rate);
            return Arrays.stream(r).map(x -> x - number).toArray();
        }
        double[] other = series(rate);
        double[] excess = new double[r.length];
        Arrays.setAll(excess, t -> r[t] - other[t]);
        return excess;
    }

    /** Our numbers for a case, as many as it expects, and those of the peer's slip. */
    private record Answer(double[] ours, double[] theirs) {
        static Answer of(double... ours) {
            return new Answer(ours, ours);
        }
    }

    private static Answer counting(double[] r, ToDoubleFunction<double[]> measure) {
        return new Answer(
                new double[] {measure.applyAsDouble(present(r))},
                new double[] {r.length == 0 ? Double.NaN : measure.applyAsDouble(zeroed(r))});
    }

    private static Answer answer(String test, List<String> c) {
        double[] r = c.get(0).startsWith("df_") ? new double[0] : series(c.get(0));
        return switch (test) {
            case "test_cum_returns_final" -> {
                double start = Double.parseDouble(c.get(1));
                double total = of(Moments.totalReturn(Compounding.COMPOUNDED), r);
                yield Answer.of(start == 0 ? total : start * (1 + total));
            }
            case "test_max_drawdown" -> Answer.of(-of(DrawdownMeasures.maximum(Compounding.COMPOUNDED), r));
            case "test_annual_ret", "test_cagr" -> counting(r, x -> of(Growth.annual(period(c.get(1))), x));
            case "test_annual_volatility" ->
                Answer.of(of(Dispersion.volatility(io.trimtab.core.statistics.DegreesOfFreedom.SAMPLE), r)
                        * Math.sqrt(period(c.get(1)).count()));
            case "test_calmar" ->
                counting(r, x -> of(DrawdownRatios.calmar(PerformanceConvention.of(period(c.get(1)))), x));
            case "test_omega" -> omega(r, c);
            case "test_sharpe_ratio" -> Answer.of(of(RewardToRisk.sharpe(DAILY), above(r, c.get(1))));
            case "test_downside_risk" ->
                perColumn(
                        c,
                        x -> of(PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS), above(x, c.get(1)))
                                * Math.sqrt(period(c.get(2)).count()));
            case "test_sortino" ->
                perColumn(
                        c,
                        x -> of(
                                GainLossRatios.sortino(PerformanceConvention.of(period(c.get(2)))),
                                above(x, c.get(1))));
            case "test_excess_sharpe" -> Answer.of(of(RewardToRisk.sharpe(PER_PERIOD), above(r, c.get(1))));
            case "test_stability_of_timeseries" -> Answer.of(of(PathShape.stability(), r));
            case "test_tail_ratio" ->
                Answer.of(of(GainLossRatios.tailRatio(Confidence.of(0.95), QuantileRule.TYPE_7), r));
            case "test_roll_max_drawdown" ->
                Answer.of(rolling(r, r, c.get(1), (x, y) -> -of(DrawdownMeasures.maximum(Compounding.COMPOUNDED), x)));
            case "test_roll_sharpe_ratio" ->
                Answer.of(rolling(r, r, c.get(1), (x, y) -> of(RewardToRisk.sharpe(DAILY), x)));
            default -> relative(test, r, series(c.get(1)), c);
        };
    }

    /** It is given a required annual return, which it takes for a day; below -1 there is none. */
    private static Answer omega(double[] r, List<String> c) {
        double required = Double.parseDouble(c.get(2));
        if (required <= -1) {
            return Answer.of(Double.NaN);
        }
        double daily = Math.pow(1 + required, 1.0 / 252) - 1;
        return Answer.of(of(GainLossRatios.omega(daily), above(r, c.get(1))));
    }

    private static Answer perColumn(List<String> c, ToDoubleFunction<double[]> measure) {
        if (!c.get(0).startsWith("df_")) {
            return Answer.of(measure.applyAsDouble(series(c.get(0))));
        }
        return Answer.of(
                measure.applyAsDouble(series(c.get(0) + "/one")), measure.applyAsDouble(series(c.get(0) + "/two")));
    }

    private interface Pair {
        double of(double[] r, double[] b);
    }

    private static double[] rolling(double[] r, double[] b, String window, Pair measure) {
        int w = Integer.parseInt(window);
        double[] values = new double[Math.max(0, r.length - w + 1)];
        for (int t = 0; t < values.length; t++) {
            values[t] = measure.of(Arrays.copyOfRange(r, t, t + w), Arrays.copyOfRange(b, t, t + w));
        }
        return values;
    }

    private static double[] pairs(double[] alpha, double[] beta) {
        double[] both = new double[2 * alpha.length];
        for (int t = 0; t < alpha.length; t++) {
            both[2 * t] = alpha[t];
            both[2 * t + 1] = beta[t];
        }
        return both;
    }

    private static Answer relative(String test, double[] r, double[] b, List<String> c) {
        RelativeMeasure up = Capture.up(PeriodsPerYear.DAILY);
        RelativeMeasure down = Capture.down(PeriodsPerYear.DAILY);
        Pair both = (x, y) -> of(up, x, y) / of(down, x, y);
        Pair alpha = (x, y) -> of(MarketModel.annualAlpha(DAILY), x, y);
        Pair beta = (x, y) -> of(MarketModel.beta(), x, y);
        return switch (test) {
            case "test_alpha_beta" -> Answer.of(alpha.of(r, b), beta.of(r, b));
            case "test_alpha" -> Answer.of(alpha.of(r, b));
            case "test_beta" -> Answer.of(beta.of(r, b));
            case "test_up_alpha_beta" -> side(r, b, 1, alpha, beta);
            case "test_down_alpha_beta" -> side(r, b, -1, alpha, beta);
            case "test_roll_alpha_beta" ->
                Answer.of(pairs(rolling(r, b, c.get(2), alpha), rolling(r, b, c.get(2), beta)));
            case "test_capture_ratio" ->
                new Answer(
                        new double[] {of(Capture.overall(PeriodsPerYear.DAILY), r, b)},
                        new double[] {of(Capture.overall(PeriodsPerYear.DAILY), zeroed(r), zeroed(b))});
            case "test_up_capture" -> Answer.of(of(up, r, b));
            case "test_down_capture" -> Answer.of(of(down, r, b));
            case "test_up_down_capture" -> Answer.of(both.of(r, b));
            case "test_roll_up_down_capture" -> Answer.of(rolling(r, b, c.get(2), both));
            case "test_roll_up_capture" -> Answer.of(rolling(r, b, c.get(2), (x, y) -> of(up, x, y)));
            case "test_roll_down_capture" -> Answer.of(rolling(r, b, c.get(2), (x, y) -> of(down, x, y)));
            case "test_batting_average" ->
                Answer.of(
                        of(Capture.battingAverage(), r, b),
                        of(Capture.upBattingAverage(), r, b),
                        of(Capture.downBattingAverage(), r, b));
            default -> throw new AssertionError(test);
        };
    }

    private static Answer side(double[] r, double[] b, int side, Pair alpha, Pair beta) {
        int[] times = java.util.stream.IntStream.range(0, r.length)
                .filter(t -> side * b[t] > 0 || (side < 0 && b[t] == 0))
                .toArray();
        double[] x = Arrays.stream(times).mapToDouble(t -> r[t]).toArray();
        double[] y = Arrays.stream(times).mapToDouble(t -> b[t]).toArray();
        return Answer.of(alpha.of(x, y), beta.of(x, y));
    }

    @Test
    void everyCaseIsOursOrThePeerErrs() {
        Map<String, Integer> count = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String[] row : ReferenceData.rows("risk/expected/empyrical_tests.csv")) {
            List<String> c = parts(row[3]);
            String kind;
            if (OUTSIDE.containsKey(row[1])) {
                kind = "outside";
            } else if (c.get(0).equals("random_100k")) {
                // a hundred thousand draws that are not in the file
                kind = "no series";
            } else {
                kind = judge(row, c, problems);
            }
            count.merge(kind, 1, Integer::sum);
        }
        assertThat(problems).isEmpty();
        assertThat(count).isEqualTo(COUNT);
    }

    private static final Map<String, Integer> COUNT =
            Map.of("agrees", 104, "no series", 1, "outside", 61, "the peer errs", 2);

    private static String judge(String[] row, List<String> c, List<String> problems) {
        boolean rough = row[1].equals("test_beta") && c.get(3).equals("2");
        double[] expected = numbers(c.get(rough || row[1].equals("test_beta") ? 2 : c.size() - 1));
        double tolerance = switch (row[1]) {
            // two, six and four decimals are compared there
            case "test_beta" -> rough ? 1.5e-2 : DECIMALS;
            case "test_batting_average" -> 1e-6;
            case "test_cum_returns_final", "test_roll_max_drawdown" -> 5e-5;
            default -> DECIMALS;
        };
        Answer answer = answer(row[1], c);
        if (!same(answer.theirs(), expected, tolerance)) {
            problems.add(row[1] + row[3] + ": we " + Arrays.toString(answer.ours()) + ", by their slip "
                    + Arrays.toString(answer.theirs()));
        }
        return same(answer.ours(), expected, tolerance) ? "agrees" : "the peer errs";
    }

    private static boolean same(double[] values, double[] expected, double tolerance) {
        boolean same = values.length == expected.length;
        for (int i = 0; same && i < values.length; i++) {
            double scale = Math.max(1, Math.abs(expected[i]));
            same = Double.isNaN(expected[i])
                    ? Double.isNaN(values[i])
                    : Math.abs(values[i] - expected[i]) <= tolerance * scale;
        }
        return same;
    }
}
