package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each limit is breached alone, by a book that keeps all the others: none is dead. */
class ReferenceLimitsTest {
    private static final int N = 12;
    private static final Universe UNIVERSE = Panels.universe(N);

    private static final double[] SMALL = filled(0.05);

    private static double[] filled(double weight) {
        double[] w = new double[N];
        Arrays.fill(w, weight);
        return w;
    }

    private static double[] with(double[] base, int from, int to, double weight) {
        double[] w = base.clone();
        Arrays.fill(w, from, to, weight);
        return w;
    }

    /** Six sectors of two; A0 to A3 have the same. */
    private static SortedMap<String, String> sectors() {
        TreeMap<String, String> sectors = new TreeMap<>();
        for (int i = 0; i < N; i++) {
            sectors.put(UNIVERSE.id(i), i < 4 ? "energy" : "sector " + i / 2);
        }
        return sectors;
    }

    private static CovarianceMatrix covariance(double sigma, double correlation) {
        double[] c = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                c[i * N + j] = sigma * sigma * (i == j ? 1 : correlation);
            }
        }
        return CovarianceMatrix.of(UNIVERSE, c);
    }

    private static ReturnPanel scenarios(double fall) {
        double[][] columns = new double[N][20];
        for (double[] column : columns) {
            Arrays.fill(column, -fall);
        }
        return Panels.of(columns);
    }

    private static List<String> reasons(
            double beta, double sigma, double correlation, double fall, double drawdown, double dayLoss, double[] w) {
        TreeMap<String, Double> betas = new TreeMap<>();
        for (String id : UNIVERSE.ids()) {
            betas.put(id, beta);
        }
        LimitBook book = ReferenceLimits.book(PeriodsPerYear.DAILY, betas, sectors());
        PortfolioView view = PortfolioView.of(Weights.none(UNIVERSE))
                .withRiskModel(covariance(sigma, correlation))
                .withScenarios(scenarios(fall))
                .withDrawdown(drawdown)
                .withDayLoss(dayLoss);
        Verdict verdict = book.check(view, Weights.of(UNIVERSE, w));
        return verdict instanceof Verdict.Denied denied ? denied.reasons() : List.of();
    }

    @Test
    void aQuietBookIsWithinAllOfThem() {
        assertThat(reasons(1, 0.01, 0.1, 0.01, 0.05, 0.01, SMALL)).isEmpty();
    }

    @Test
    void eachLimitIsBreachedAlone() {
        assertThat(reasons(1, 0.01, 0.1, 0.04, 0.05, 0.01, SMALL)).containsExactly("value at risk 95% 2.4% > 2%");
        assertThat(reasons(1, 0.01, 0.1, 0.01, 0.16, 0.01, SMALL)).containsExactly("drawdown 16% > 15%");
        assertThat(reasons(1, 0.065, 0.1, 0.01, 0.05, 0.01, SMALL))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("volatility 2");
        assertThat(reasons(2.1, 0.01, 0.1, 0.01, 0.05, 0.01, SMALL)).containsExactly("beta 1.26 > 1.2");
        assertThat(reasons(1, 0.01, 0.1, 0.01, 0.05, 0.031, SMALL)).containsExactly("daily loss 3.1% > 3%");
        assertThat(reasons(1, 0.01, 0.1, 0.01, 0.05, 0.01, with(SMALL, 0, 4, 0.08)))
                .containsExactly("group energy 32% > 30%");
        assertThat(reasons(1, 0.01, 0.9, 0.01, 0.05, 0.01, SMALL))
                .isNotEmpty()
                .allMatch(r -> r.startsWith("correlation A"));
        // a position of 10.5% is one of the trade too: both say so, and nothing else
        assertThat(reasons(1, 0.01, 0.1, 0.01, 0.05, 0.01, with(SMALL, 11, 12, 0.105)))
                .containsExactly("position A11 10.5% > 10%", "loss of a trade A11 1.05% > 1%");
    }

    @Test
    void aTradeAndAConcentrationAreBreachedWithoutAPosition() {
        // from +9% to -9%: a trade of 18%, a position of 9%
        TreeMap<String, Double> betas = new TreeMap<>();
        UNIVERSE.ids().forEach(id -> betas.put(id, 0.0));
        LimitBook book = ReferenceLimits.book(PeriodsPerYear.DAILY, betas, new TreeMap<>());
        PortfolioView view = PortfolioView.of(Weights.of(UNIVERSE, with(new double[N], 0, 1, 0.09)))
                .withRiskModel(covariance(0.01, 0.1))
                .withScenarios(scenarios(0.001))
                .withDrawdown(0)
                .withDayLoss(0);
        Verdict turned = book.check(view, Weights.of(UNIVERSE, with(new double[N], 0, 1, -0.09)));
        assertThat(((Verdict.Denied) turned).reasons()).containsExactly("loss of a trade A0 1.8% > 1%");
        // twelve positions of 10% have an index of 0.12; concentration alone needs larger ones that are held already
        Verdict one = book.check(
                PortfolioView.of(Weights.of(UNIVERSE, with(new double[N], 0, 2, 0.34)))
                        .withRiskModel(covariance(0.01, 0.1))
                        .withScenarios(scenarios(0.001))
                        .withDrawdown(0)
                        .withDayLoss(0),
                Weights.of(UNIVERSE, with(with(new double[N], 0, 2, 0.34), 2, 6, 0.10)));
        assertThat(((Verdict.Denied) one).reasons())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("concentration 0.2");
    }

    @Test
    void sectorsAndBetasAreChecked() {
        TreeMap<String, String> blank = new TreeMap<>();
        blank.put("A0", " ");
        assertThatThrownBy(() -> ReferenceLimits.limits(PeriodsPerYear.DAILY, new TreeMap<>(), blank))
                .hasMessageContaining("sector of A0 must not be blank");
        assertThat(ReferenceLimits.limits(PeriodsPerYear.DAILY, new TreeMap<>(), sectors()))
                .hasSize(9 + 5);
        TreeMap<String, Double> betas = new TreeMap<>();
        betas.put("A0", Double.NaN);
        assertThatThrownBy(() -> ReferenceLimits.limits(PeriodsPerYear.DAILY, betas, sectors()))
                .hasMessageContaining("beta of A0");
    }
}
