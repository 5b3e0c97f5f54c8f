package io.trimtab.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RegimeModel} must keep: extend it, say how to make the model, and run it as a JUnit test.
 *
 * <pre>{@code
 * class MyModelTest extends RegimeModelContract {
 *     protected RegimeModel model() {
 *         return new MyModel();
 *     }
 * }
 * }</pre>
 */
public abstract class RegimeModelContract {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int ROWS = 600;
    private static final int KNOWN = 400;

    /** For subclasses. */
    protected RegimeModelContract() {}

    /**
     * The model to test; it must be able to form a belief from 400 daily returns of three assets.
     *
     * @return a model
     */
    protected abstract RegimeModel model();

    @Test
    void aBeliefIsADistributionWithTheModelsNameAndTheDateAskedFor() {
        RegimeBelief belief = model().believe(panel(ROWS, 1, Double.NaN), date(KNOWN));
        double sum = 0;
        for (double p : belief.probabilities()) {
            assertThat(p).isBetween(0.0, 1.0);
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(belief.model()).isEqualTo(model().name());
        assertThat(belief.asOf()).isEqualTo(date(KNOWN));
        assertThat(belief.isKnown()).as("400 returns are enough").isTrue();
        assertThat(belief.mostLikely().isKnown()).isTrue();
        assertThat(belief.durationBars()).isPositive();
    }

    @Test
    void whatComesAfterTheDateChangesNothing() {
        RegimeBelief without = model().believe(panel(KNOWN + 1, 1, Double.NaN), date(KNOWN));
        assertThat(model().believe(panel(ROWS, 1, Double.NaN), date(KNOWN))).isEqualTo(without);
        assertThat(model().believe(panel(ROWS, 1, 0.5), date(KNOWN)))
                .as("a future of 50% a day")
                .isEqualTo(without);
    }

    @Test
    void noDataIsUnknownAndUniform() {
        assertUnknown(model().believe(panel(ROWS, 1, Double.NaN), FIRST.minusDays(1)));
        assertUnknown(model().believe(panel(0, 1, Double.NaN), FIRST));
    }

    @Test
    void oneObservationIsUnknownAndUniform() {
        assertUnknown(model().believe(panel(ROWS, 1, Double.NaN), FIRST));
    }

    @Test
    void aMarketThatDoesNotMoveGivesABeliefRatherThanAnException() {
        RegimeBelief belief = model().believe(panel(ROWS, 0, Double.NaN), date(KNOWN));
        assertThat(belief.asOf()).isEqualTo(date(KNOWN));
    }

    @Test
    void theSameInputGivesTheSameBelief() {
        RegimeModel model = model();
        ReturnPanel panel = panel(ROWS, 1, Double.NaN);
        RegimeBelief first = model.believe(panel, date(KNOWN));
        model.believe(panel, date(KNOWN / 2));
        assertThat(model.believe(panel, date(KNOWN))).isEqualTo(first);
        assertThat(model().believe(panel, date(KNOWN))).isEqualTo(first);
    }

    private static void assertUnknown(RegimeBelief belief) {
        assertThat(belief.isKnown()).isFalse();
        assertThat(belief.mostLikely()).isEqualTo(Regime.UNKNOWN);
        assertThat(belief.certainty()).isZero();
        assertThat(belief.note()).isNotBlank();
        for (double p : belief.probabilities()) {
            assertThat(p).isEqualTo(1.0 / belief.size());
        }
    }

    private static LocalDate date(int row) {
        return FIRST.plusDays(row);
    }

    /** Calm and wild spells of random length; from row 401 on a constant, if one is given. */
    private static ReturnPanel panel(int rows, double size, double future) {
        SplittableRandom random = new SplittableRandom(42);
        double[] values = new double[rows * 3];
        List<LocalDate> dates = new ArrayList<>();
        boolean wild = false;
        for (int t = 0; t < rows; t++) {
            wild = random.nextInt(40) == 0 ? !wild : wild;
            dates.add(date(t));
            for (int j = 0; j < 3; j++) {
                double sum = -6;
                for (int i = 0; i < 12; i++) {
                    sum += random.nextDouble();
                }
                values[j * rows + t] = t > KNOWN && !Double.isNaN(future) ? future : size * sum * (wild ? 0.03 : 0.006);
            }
        }
        return ReturnPanel.of(Universe.of("A", "B", "C"), dates, values);
    }
}
