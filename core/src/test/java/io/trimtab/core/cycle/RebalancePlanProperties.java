package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a plan guarantees, whatever is held and wanted. Oracle: the weights recomputed from the orders. */
class RebalancePlanProperties {
    private static final double EQUITY = 100_000;
    /** Of the comparison of exposures: positions are decimal, weights binary. */
    private static final double SLACK = 2e-9;

    private final double[] prices;
    private final Universe universe;

    RebalancePlanProperties() {
        universe = Universe.of("A", "B", "C", "D", "E", "F", "G", "H");
        prices = new double[] {0.01, 1, 3, 7.77, 50, 123.45, 999, 4000};
    }

    private RebalancePlan plan(BigDecimal[] held, double[] wanted, int decimals, double least) {
        TreeMap<String, BigDecimal> positions = new TreeMap<>();
        double[] current = new double[held.length];
        for (int i = 0; i < held.length; i++) {
            if (held[i].signum() != 0) {
                positions.put(universe.id(i), held[i]);
            }
            current[i] = held[i].doubleValue() * prices[i] / EQUITY;
        }
        CycleConfig config = CycleConfig.normal().toBuilder()
                .quantityDecimals(decimals)
                .minWeightChange(least)
                .alertWeightChange(1)
                .build();
        return RebalancePlan.of(
                "cycle",
                MarketSnapshot.of(universe, Instant.EPOCH, prices),
                new AccountState(BigDecimal.ZERO, positions),
                EQUITY,
                Weights.of(universe, current),
                Weights.of(universe, wanted),
                config);
    }

    private BigDecimal units(double weight, int i, int decimals) {
        return new BigDecimal(weight * EQUITY / prices[i]).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    @Property(tries = 1000)
    void whatIsPlannedStaysWithinTheGrossExposureThatIsWanted(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 8) int decimals) {
        SplittableRandom random = new SplittableRandom(seed);
        BigDecimal[] held = new BigDecimal[prices.length];
        double[] wanted = new double[prices.length];
        for (int i = 0; i < held.length; i++) {
            double weight = random.nextInt(4) == 0 ? 0 : random.nextDouble(-0.3, 0.3);
            held[i] = units(weight, i, random.nextInt(3) == 0 ? 8 : decimals);
            double drift = random.nextBoolean() ? 0.009 : 0.2;
            wanted[i] = random.nextInt(5) == 0 ? 0 : weight + random.nextDouble(-drift, drift);
        }
        RebalancePlan plan = plan(held, wanted, decimals, 0.01);
        double[] after = new double[held.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = held[i].doubleValue() * prices[i] / EQUITY;
        }
        double wantedGross = Weights.of(universe, wanted).gross();
        for (PricedOrder order : plan.orders()) {
            int i = universe.indexOf(order.order().asset());
            after[i] += order.signedValue() / EQUITY;
            assertThat(Math.abs(after[i])).isLessThanOrEqualTo(Math.abs(wanted[i]) + SLACK);
            assertThat(after[i] * wanted[i]).isGreaterThanOrEqualTo(-SLACK);
        }
        assertThat(Weights.of(universe, after).gross()).isLessThanOrEqualTo(wantedGross * (1 + SLACK));
        for (int i = 0; i < after.length; i++) {
            assertThat(plan.target().get(i)).isBetween(after[i] - 1e-12, after[i] + 1e-12);
        }
    }

    @Example
    void smallChangesAreLeftOutWhileTheyAddNothing() {
        // gross 0.6 held, 0.604 wanted
        RebalancePlan plan = plan(
                new BigDecimal[] {z(), units(0.3, 1, 0), z(), z(), units(0.3, 4, 0), z(), z(), z()},
                new double[] {0, 0.295, 0, 0, 0.309, 0, 0, 0},
                8,
                0.01);
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.skipped()).isEqualTo(2);
    }

    @Example
    void aBuyIsPaidForBySmallSalesTheLargestFirst() {
        // 1.0 is held and wanted; of the three small sales only the two largest are needed for the purchase of 1.5%
        RebalancePlan plan = plan(
                new BigDecimal[] {z(), units(0.25, 1, 0), units(0.27, 2, 4), z(), units(0.48, 4, 0), z(), z(), z()},
                new double[] {0, 0.2475, 0.2612, 0, 0.4763, 0.015, 0, 0},
                8,
                0.01);
        assertThat(plan.orders())
                .extracting(order -> order.order().asset() + " " + order.order().side())
                .isEqualTo(List.of(
                        "B " + OrderSide.SELL, "C " + OrderSide.SELL, "E " + OrderSide.SELL, "F " + OrderSide.BUY));
    }

    @Example
    void partOfAUnitIsClosedRatherThanTurnedAround() {
        // half a share at 999 is held, 0.3 of one wanted, and the venue takes whole shares
        RebalancePlan plan = plan(
                new BigDecimal[] {z(), z(), z(), z(), z(), z(), new BigDecimal("0.5"), z()},
                new double[] {0, 0, 0, 0, 0, 0, 0.3 * 999 / EQUITY, 0},
                0,
                0);
        assertThat(plan.orders()).hasSize(1);
        assertThat(plan.orders().get(0).order().quantity()).isEqualByComparingTo("0.5");
        assertThat(plan.target().get(6)).isZero();
    }

    private static BigDecimal z() {
        return BigDecimal.ZERO;
    }
}
