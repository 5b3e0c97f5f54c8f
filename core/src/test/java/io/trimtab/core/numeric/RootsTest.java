package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.numeric.Roots.Root;
import io.trimtab.core.numeric.Roots.Status;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RootsTest {
    /** Oracle: the root is known; tolerance: as promised, tolerance + 4 eps |x|. */
    @Property(tries = 300)
    void rootIsFoundToTheToleranceAsked(
            @ForAll @DoubleRange(min = -50, max = 50) double root,
            @ForAll @DoubleRange(min = 0.01, max = 100) double below,
            @ForAll @DoubleRange(min = 0.01, max = 100) double above) {
        for (double tolerance : new double[] {0, 1e-12, 1e-6, 0.1}) {
            Root found =
                    Roots.brent(v -> StrictMath.expm1((v - root) / 20), root - below, root + above, tolerance, 200);
            assertThat(found.status()).isEqualTo(Status.CONVERGED);
            // a function within 1e-16 of zero is zero over an interval of about 20 u |root|
            assertThat(Math.abs(found.x() - root))
                    .isLessThanOrEqualTo(tolerance + 4 * Math.ulp(1.0) * Math.abs(root) + 1e-14);
            assertThat(found.evaluations()).isLessThan(80);
        }
    }

    /** Brent's own hard case: a flat ninth power. Oracle: zero at 0; the bracket must shrink although values do not help. */
    @Test
    void flatFunctionsConvergeToo() {
        Root found = Roots.brent(v -> StrictMath.pow(v, 9), -1, 4, 1e-10, 500);
        assertThat(found.converged()).isTrue();
        assertThat(Math.abs(found.x())).isLessThanOrEqualTo(1e-10);
    }

    @Test
    void jumpIsBracketedLikeARoot() {
        Root found = Roots.brent(v -> v < 0.3 ? -1 : 1, 0, 1, 1e-9, 200);
        assertThat(found.converged()).isTrue();
        assertThat(found.x()).isBetween(0.3 - 1e-9, 0.3 + 1e-9);
    }

    @Test
    void endsThatAreRootsAreReturned() {
        assertThat(Roots.brent(v -> v, 0, 1, 0, 10).x()).isZero();
        assertThat(Roots.brent(v -> v - 1, 0, 1, 0, 10).x()).isEqualTo(1);
        assertThat(Roots.brent(v -> v, 1, -1, 1e-9, 50).x()).isBetween(-1e-9, 1e-9);
    }

    @Test
    void failuresAreStatedAndNotGuessed() {
        Root none = Roots.brent(v -> v * v + 1, -1, 2, 0, 50);
        assertThat(none.status()).isEqualTo(Status.NOT_BRACKETED);
        assertThat(none.x()).isEqualTo(-1);
        assertThat(none.converged()).isFalse();
        assertThat(Roots.brent(v -> Double.NaN, 0, 1, 0, 50).status()).isEqualTo(Status.NOT_A_NUMBER);
        assertThat(Roots.brent(v -> v > 0.5 ? Double.NaN : -1, 0, 1, 0, 50).x()).isEqualTo(1);
        assertThat(Roots.brent(v -> v == 0 ? -1 : v == 1 ? 1 : Double.NaN, 0, 1, 0, 50)
                        .status())
                .isEqualTo(Status.NOT_A_NUMBER);
        assertThat(Roots.brent(v -> v - 0.3, 0, 1, 0, 2).status()).isEqualTo(Status.EVALUATION_LIMIT);
        assertThat(Roots.brent(v -> v < 0.3 ? -1e308 * 10 : 1e308 * 10, 0, 1, 1e-9, 200)
                        .x())
                .isBetween(0.3 - 1e-9, 0.3 + 1e-9);
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> Roots.brent(v -> v, Double.NaN, 1, 0, 9)).hasMessageContaining("low");
        assertThatThrownBy(() -> Roots.brent(v -> v, 0, Double.POSITIVE_INFINITY, 0, 9))
                .hasMessageContaining("high");
        assertThatThrownBy(() -> Roots.brent(v -> v, 0, 1, -1, 9)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> Roots.brent(v -> v, 0, 1, 0, 1)).hasMessageContaining("maxEvaluations");
    }
}
