package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void numbersOfAnySizeCanBeSquaredInTheirUnit() {
        for (double size : new double[] {Double.MIN_VALUE, 1e-310, 1e-200, 1e200, Double.MAX_VALUE}) {
            double[] x = {size, -0.5 * size, 0};
            double unit = Scale.unit(x);
            Scale.divide(x, unit);
            // a denormal number keeps the few bits it has
            assertThat(x[0] * unit).isEqualTo(size);
            assertThat(x[0] * x[0]).isBetween(1e-40, 16.0);
        }
    }

    @Test
    void plainNumbersAreLeftAlone() {
        assertThat(Scale.unit(new double[] {1e-50, -1e50})).isEqualTo(1);
        assertThat(Scale.unit(new double[] {0, -0.0})).isEqualTo(1);
        assertThat(Scale.unit(new double[0])).isEqualTo(1);
        double[] x = {3};
        Scale.divide(x, 1);
        assertThat(x).containsExactly(3);
    }
}
