package io.trimtab.docs.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ScaleProperties {
    @Property(tries = 300)
    void theScaleCoversItsValuesAndHasAFewRoundTicks(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double b,
            @ForAll @IntRange(min = 3, max = 8) int ticks) {
        double low = Math.min(a, b);
        double high = Math.max(a, b);
        Scale scale = Scale.nice(low, high, ticks, 200, 10);
        double slack = 1e-6 * (scale.high() - scale.low());
        assertThat(scale.low()).isLessThanOrEqualTo(low + slack);
        assertThat(scale.high()).isGreaterThanOrEqualTo(high - slack);
        assertThat(scale.ticks().length).isBetween(2, 2 * ticks + 3);
        assertThat(scale.at(low)).isBetween(10 - 1e-3, 200 + 1e-3);
        for (double tick : scale.ticks()) {
            assertThat(scale.at(tick)).isBetween(10 - 1e-6, 200 + 1e-6);
        }
    }

    @Property(tries = 200)
    void stepsAreOneTwoTwoAndAHalfOrFiveTimesAPowerOfTen(
            @ForAll @DoubleRange(min = 1, max = 10) double mantissa,
            @ForAll @IntRange(min = -7, max = 9) int exponent) {
        double rough = mantissa * StrictMath.pow(10, exponent);
        double step = Scale.niceStep(rough);
        assertThat(step).isGreaterThanOrEqualTo(rough * (1 - 1e-12)).isLessThanOrEqualTo(rough * 2.5 * (1 + 1e-9));
        double digit = step;
        while (digit >= 10) {
            digit /= 10;
        }
        while (digit < 1 - 1e-9) {
            digit *= 10;
        }
        double shown = Math.rint(digit * 1e6) / 1e6;
        assertThat(shown).isIn(1.0, 2.0, 2.5, 5.0, 10.0);
    }

    @Property(tries = 200)
    void thinningKeepsEndsAndExtremesInOrder(@ForAll double[] raw, @ForAll @IntRange(min = 1, max = 20) int buckets) {
        double[] values = Arrays.stream(raw).filter(Double::isFinite).toArray();
        if (values.length == 0) {
            return;
        }
        int[] kept = Thinning.keepExtremes(Values.finite(values, values.length, "values"), buckets);
        assertThat(kept).isSorted().doesNotHaveDuplicates();
        assertThat(kept[0]).isZero();
        assertThat(kept[kept.length - 1]).isEqualTo(values.length - 1);
        assertThat(kept.length).isLessThanOrEqualTo(4 * buckets);
        double high = Arrays.stream(values).max().orElseThrow();
        double low = Arrays.stream(values).min().orElseThrow();
        assertThat(Arrays.stream(kept).mapToDouble(i -> values[i])).contains(high, low);
    }
}
