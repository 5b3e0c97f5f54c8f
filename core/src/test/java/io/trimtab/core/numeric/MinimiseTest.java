package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.numeric.Minimise.Minimum;
import io.trimtab.core.numeric.Minimise.Status;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MinimiseTest {
    /** Oracle: the minimum is known; tolerance: 3 (2^-26 |x| + tolerance / 3), Brent's bound on the last bracket. */
    @Property(tries = 300)
    void minimumIsFoundToTheToleranceAsked(
            @ForAll @DoubleRange(min = -50, max = 50) double minimum,
            @ForAll @DoubleRange(min = 0.01, max = 100) double below,
            @ForAll @DoubleRange(min = 0.01, max = 100) double above) {
        Minimum found = Minimise.brent(
                v -> Math.abs(v - minimum) + (v - minimum) * (v - minimum),
                minimum - below,
                minimum + above,
                1e-7,
                500);
        assertThat(found.status()).isEqualTo(Status.CONVERGED);
        assertThat(Math.abs(found.x() - minimum)).isLessThanOrEqualTo(3 * (0x1p-26 * Math.abs(minimum) + 1e-7 / 3));
    }

    @Test
    void smoothFunctionTakesParabolicSteps() {
        Minimum found = Minimise.brent(v -> StrictMath.cosh(v - 0.3), -1, 4, 1e-8, 100);
        assertThat(found.converged()).isTrue();
        assertThat(found.x()).isBetween(0.3 - 1e-7, 0.3 + 1e-7);
        assertThat(found.evaluations()).isLessThan(20);
        assertThat(found.value()).isEqualTo(StrictMath.cosh(found.x() - 0.3));
    }

    @Test
    void monotoneFunctionApproachesItsEnd() {
        Minimum found = Minimise.brent(v -> v, 2, 3, 1e-6, 100);
        assertThat(found.converged()).isTrue();
        assertThat(found.x()).isBetween(2.0, 2 + 2e-6);
        assertThat(Minimise.brent(v -> -v, 2, 3, 1e-6, 100).x()).isBetween(3 - 2e-6, 3.0);
    }

    @Test
    void failuresAreStatedAndNotGuessed() {
        assertThat(Minimise.brent(v -> Double.NaN, 0, 1, 0, 50).status()).isEqualTo(Status.NOT_A_NUMBER);
        Minimum late = Minimise.brent(v -> v > 0.5 ? Double.NaN : -v, 0, 1, 0, 50);
        assertThat(late.status()).isEqualTo(Status.NOT_A_NUMBER);
        assertThat(late.x()).isGreaterThan(0.5);
        assertThat(Minimise.brent(v -> v * v, -1, 2, 0, 3).status()).isEqualTo(Status.EVALUATION_LIMIT);
        assertThat(Minimise.brent(v -> v < 0.7 ? Double.POSITIVE_INFINITY : v, 0, 1, 1e-9, 200)
                        .status())
                .isEqualTo(Status.CONVERGED);
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> Minimise.brent(v -> v, 1, 1, 0, 9))
                .hasMessage("low must be below high, was 1.0 against 1.0");
        assertThatThrownBy(() -> Minimise.brent(v -> v, Double.NaN, 1, 0, 9)).hasMessageContaining("low");
        assertThatThrownBy(() -> Minimise.brent(v -> v, 0, 1, Double.NaN, 9)).hasMessageContaining("tolerance");
    }
}
