package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.testkit.ReferenceData;
import org.junit.jupiter.api.Test;

class DrawdownsTest {
    @Test
    void aFirstLossIsADrawdown() {
        Drawdowns d = Drawdowns.of(new double[] {-0.2, 0.5}, Compounding.COMPOUNDED);
        assertThat(d.maximum()).isCloseTo(0.2, within(1e-16));
        assertThat(d.peak()).isEqualTo(Drawdowns.START);
        assertThat(d.trough()).isZero();
        assertThat(d.current()).isZero();
    }

    @Test
    void anOpenDrawdownCounts() {
        Drawdowns d = Drawdowns.of(new double[] {0.1, -0.5, 0.2}, Compounding.COMPOUNDED);
        assertThat(d.maximum()).isCloseTo(0.5, within(1e-16));
        assertThat(d.current()).isCloseTo(0.4, within(1e-16));
        assertThat(d.peak()).isZero();
        assertThat(d.trough()).isEqualTo(1);
        assertThat(d.average()).isCloseTo(0.3, within(1e-16));
        assertThat(d.path()).hasSize(3).startsWith(0);
        assertThat(d).hasToString("Drawdowns[maximum 0.5000, current 0.4000]");
    }

    @Test
    void uncompoundedDrawdownIsInFractionsOfTheStake() {
        Drawdowns d = Drawdowns.of(new double[] {1.0, -0.5, -1.2}, Compounding.UNCOMPOUNDED);
        assertThat(d.maximum()).isCloseTo(1.7, within(1e-15));
    }

    @Test
    void wealthThatNeverFallsHasNone() {
        for (double r : new double[] {0, 0.01}) {
            Drawdowns d = Drawdowns.of(new double[] {r, r}, Compounding.COMPOUNDED);
            assertThat(d.maximum()).isZero();
            assertThat(d.trough()).isEqualTo(Drawdowns.START);
        }
    }

    @Test
    void aTotalLossStaysATotalLoss() {
        Drawdowns d = Drawdowns.of(new double[] {0.1, -1, 0.5}, Compounding.COMPOUNDED);
        assertThat(d.maximum()).isEqualTo(1);
        assertThat(d.current()).isEqualTo(1);
    }

    @Test
    void equityCurveStartsAtItsFirstValue() {
        Drawdowns d = Drawdowns.ofEquity(new double[] {200, 150, 210, 189});
        assertThat(d.maximum()).isEqualTo(0.25);
        assertThat(d.current()).isCloseTo(0.1, within(1e-16));
        assertThat(d.path()).hasSize(4).startsWith(0);
    }

    @Test
    void agreesWithThreeLibrariesOnHedgeFundReturns() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/cross_library.csv")) {
            if (row[0].contains(" vs ")) {
                continue;
            }
            String[] name = row[0].split("\\.", 2);
            double[] returns = ReferenceData.column(name[0], name[1]);
            Drawdowns relative = Drawdowns.of(returns, Compounding.COMPOUNDED);
            Drawdowns absolute = Drawdowns.of(returns, Compounding.UNCOMPOUNDED);
            double ours;
            switch (row[3]) {
                case "MDD_Rel(X)", "max_drawdown(compounded=True)" -> ours = relative.maximum();
                case "MDD_Abs(X)", "max_drawdown(compounded=False)" -> ours = absolute.maximum();
                case "ADD_Rel(X)", "average_drawdown(compounded=True)" -> ours = relative.average();
                case "ADD_Abs(X)", "average_drawdown(compounded=False)" -> ours = absolute.average();
                default -> {
                    continue;
                }
            }
            assertThat(ours).as(row[0] + row[3]).isCloseTo(Double.parseDouble(row[4]), within(1e-13));
            checked++;
        }
        assertThat(checked).isEqualTo(24);
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> Drawdowns.of(new double[0], Compounding.COMPOUNDED))
                .hasMessage("number of returns must be at least 1, was 0");
        assertThatThrownBy(() -> Drawdowns.of(new double[] {0, Double.NaN}, Compounding.COMPOUNDED))
                .hasMessage("returns[1] must be finite, was NaN");
        assertThatThrownBy(() -> Drawdowns.of(new double[] {-1.5}, Compounding.COMPOUNDED))
                .hasMessageContaining("returns[0] must be at least -1 to be compounded, was -1.5")
                .hasMessageContaining("UNCOMPOUNDED");
        assertThatThrownBy(() -> Drawdowns.ofEquity(new double[] {0, 1}))
                .hasMessage("equity[0] must be positive and finite, was 0.0");
        assertThatThrownBy(() -> Drawdowns.ofEquity(new double[] {1, -1})).hasMessageContaining("equity[1]");
        assertThatThrownBy(() -> Drawdowns.ofEquity(new double[0])).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Drawdowns.of(new double[] {1e300, 1e300}, Compounding.COMPOUNDED))
                .hasMessageContaining("wealth after returns[1] must be finite");
    }
}
