package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyType;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
    private static final Universe AB = Universe.of("A", "B");
    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(2024, 1, 30),
            LocalDate.of(2024, 1, 31),
            LocalDate.of(2024, 2, 1),
            LocalDate.of(2024, 2, 2),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2024, 3, 1),
            LocalDate.of(2024, 3, 4));
    private static final PriceHistory PRICES =
            PriceHistory.of(AB, DATES, new double[] {1, 2, 4, 5, 5, 10, 9, 1, 1, 1, 1, 2, 1, 1});

    /** A strategy for tests: a function of what is known. */
    private record Fixed(int minimumRows, Function<PriceHistory, Weights> rule) implements CandidateStrategy {
        @Override
        public String id() {
            return "fixed";
        }

        @Override
        public String family() {
            return "test";
        }

        @Override
        public StrategyType type() {
            return StrategyType.OTHER;
        }

        @Override
        public StrategyContext context() {
            return StrategyContext.UNKNOWN;
        }

        @Override
        public SortedMap<String, String> parameters() {
            return Collections.emptySortedMap();
        }

        @Override
        public Weights targetAt(PriceHistory known) {
            return rule.apply(known);
        }
    }

    @Test
    void decidesAtMonthEndsFillsTheNextDayAndDriftsInBetween() {
        TrackRecord record = WalkForward.over(PRICES).costing(0.01).run(new EqualWeight());

        // decided on 31 January, filled on 1 February, so that the rise of A from 2 to 4 is not earned;
        // decided on 29 February, filled on 1 March
        assertThat(record.dates()).isEqualTo(DATES.subList(2, 7));
        assertThat(record.rebalances()).extracting(Rebalance::decided).containsExactly(DATES.get(1), DATES.get(4));
        assertThat(record.rebalances()).extracting(Rebalance::filled).containsExactly(DATES.get(2), DATES.get(5));
        // oracle, by hand: cost 1% of 1; then A: 4 -> 5, flat; then B: 1 -> 2
        double[] r = record.returns();
        assertThat(r[0]).isEqualTo(-0.01, within(1e-15));
        assertThat(r[1]).isEqualTo(0.125, within(1e-15));
        // weights drifted to 0.625/1.125 and 0.5/1.125; B doubles
        assertThat(r[2]).isEqualTo(0.5 / 1.125, within(1e-15));
        // now 0.625/1.625 and 1/1.625; A doubles and B halves: 1.75/1.625; weights 1.25/1.75 and 0.5/1.75,
        // back to one half each: turnover 2 (1.25/1.75 - 1/2) = 3/7
        assertThat(r[3]).isEqualTo(1.75 / 1.625 * (1 - 0.01 * 3 / 7) - 1, within(1e-15));
        assertThat(record.rebalances().get(1).turnover()).isEqualTo(3.0 / 7, within(1e-15));
        assertThat(record.rebalances().get(1).trades()).isEqualTo(2);
        assertThat(r[4]).isEqualTo(-0.05, within(1e-15));
    }

    @Test
    void cashEarnsNothing() {
        TrackRecord record = WalkForward.over(PRICES).run(new Fixed(1, known -> Weights.of(AB, 0.5, 0)));

        assertThat(record.returns()[1]).isEqualTo(0.125, within(1e-15));
        assertThat(record.returns()[2]).isZero();
    }

    @Test
    void showsTheStrategyWhatWasKnownOnly() {
        WalkForward.over(PRICES).run(new Fixed(1, known -> {
            assertThat(known.dates().get(known.rows() - 1)).isIn(DATES.get(1), DATES.get(4));
            return Weights.none(AB);
        }));
    }

    @Test
    void waitsUntilThereIsEnoughHistory() {
        assertThat(WalkForward.over(PRICES)
                        .run(new Fixed(3, known -> Weights.none(AB)))
                        .dates())
                .isEqualTo(DATES.subList(5, 7));
        TrackRecord never = WalkForward.over(PRICES).run(new Fixed(6, known -> Weights.none(AB)));
        assertThat(never.dates()).isEmpty();
        assertThat(never).hasToString("TrackRecord[fixed, empty]");
    }

    @Test
    void refusesShortAndBorrowedAndForeignTargets() {
        WalkForward walk = WalkForward.over(PRICES);
        assertThatIllegalStateException()
                .isThrownBy(() -> walk.run(new Fixed(1, known -> Weights.of(AB, 0.5, -0.1))))
                .withMessage("fixed must hold nothing short, but wants -0.1 of B");
        assertThatIllegalStateException()
                .isThrownBy(() -> walk.run(new Fixed(1, known -> Weights.of(AB, 0.75, 0.5))))
                .withMessage("fixed must not borrow, but wants weights that sum to 1.25");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walk.run(new Fixed(1, known -> Weights.of(Universe.of("A", "C"), 0, 0))))
                .withMessageContaining("target of fixed belongs to another universe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walk.costing(0.1))
                .withMessage("cost must be from 0 to below 0.1, was 0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> walk.costing(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalkForward.over(
                        PriceHistory.of(Universe.of("A"), DATES.subList(0, 2), new double[] {1, Double.NaN})))
                .withMessageContaining("prices must have no hole");
    }

    @Test
    void aRecordCanBeCutAndCompared() {
        TrackRecord record = WalkForward.over(PRICES).run(new EqualWeight());

        TrackRecord cut = record.upTo(LocalDate.of(2024, 2, 15));

        assertThat(cut.dates()).isEqualTo(DATES.subList(2, 4));
        assertThat(cut.rebalances()).hasSize(1);
        assertThat(record.returnsOn(cut)).isEqualTo(cut.returns());
        assertThat(record.upTo(DATES.get(6))).isEqualTo(record).hasSameHashCodeAs(record);
        assertThat(record.upTo(DATES.get(0)).returns()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cut.returnsOn(record))
                .withMessageContaining("lacks days of");
        // oracle: February compounds the first three days, March the last two
        double[] r = record.returns();
        assertThat(record.monthlyReturns())
                .containsExactly(
                        new double[] {(1 + r[0]) * (1 + r[1]) * (1 + r[2]) - 1, (1 + r[3]) * (1 + r[4]) - 1},
                        within(1e-15));
    }
}
