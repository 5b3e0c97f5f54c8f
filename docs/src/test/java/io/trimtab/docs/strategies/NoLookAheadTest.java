package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nothing that happens after a day may change what was decided or earned up to it: the future is shuffled to see. */
class NoLookAheadTest {
    private static final PriceHistory PRICES = EcbHistory.load();

    /** The same history up to a row; after it the rows come in another order, and every third price is made up. */
    private static PriceHistory withAnotherFuture(int lastKept, SplittableRandom random) {
        int rows = PRICES.rows();
        int[] order = new int[rows];
        for (int t = 0; t < rows; t++) {
            order[t] = t;
        }
        for (int t = rows - 1; t > lastKept + 1; t--) {
            int other = lastKept + 1 + random.nextInt(t - lastKept);
            int swapped = order[t];
            order[t] = order[other];
            order[other] = swapped;
        }
        double[] values = new double[rows * PRICES.columns()];
        for (int j = 0; j < PRICES.columns(); j++) {
            for (int t = 0; t < rows; t++) {
                double price = PRICES.get(order[t], j);
                boolean invented = t > lastKept && random.nextInt(3) == 0;
                values[j * rows + t] = invented ? price * (0.5 + random.nextDouble()) : price;
            }
        }
        return PriceHistory.of(PRICES.universe(), PRICES.dates(), values);
    }

    @Test
    void shufflingTheFutureChangesNeitherTargetsNorTrackRecords() {
        WalkForward walk = WalkForward.over(PRICES).costing(0.0002);
        List<TrackRecord> real = walk.runAll(Candidates.all());
        List<Integer> decisionDays = MonthEnds.rows(PRICES.dates());
        SplittableRandom random = new SplittableRandom(20230221);
        for (int trial = 0; trial < Campaign.tries(8, 100); trial++) {
            // every other cut is on a day of decision, where one row too many would show
            int cut = trial % 2 == 0
                    ? decisionDays.get(random.nextInt(decisionDays.size()))
                    : random.nextInt(PRICES.rows());
            LocalDate day = PRICES.date(cut);

            List<TrackRecord> other = WalkForward.over(withAnotherFuture(cut, random))
                    .costing(0.0002)
                    .runAll(Candidates.all());

            for (int k = 0; k < real.size(); k++) {
                assertThat(other.get(k).upTo(day))
                        .as("record of %s up to %s", real.get(k).strategy().id(), day)
                        .isEqualTo(real.get(k).upTo(day));
                // what was decided on the day of the cut itself, though filled in the other future
                assertThat(decidedBy(other.get(k), day)).isEqualTo(decidedBy(real.get(k), day));
            }
        }
    }

    private static List<Object> decidedBy(TrackRecord record, LocalDate day) {
        return record.rebalances().stream()
                .filter(rebalance -> !rebalance.decided().isAfter(day))
                .map(rebalance -> (Object) rebalance.target())
                .toList();
    }

    @Test
    void theTestWouldCatchARuleThatLooksAhead() {
        // the same comparison on a day after the cut must differ, or the test above proves nothing
        SplittableRandom random = new SplittableRandom(1);
        int cut = 3000;
        List<TrackRecord> other =
                WalkForward.over(withAnotherFuture(cut, random)).runAll(Candidates.all());
        List<TrackRecord> real = WalkForward.over(PRICES).runAll(Candidates.all());
        LocalDate later = PRICES.date(cut + 60);

        for (int k = 0; k < real.size(); k++) {
            assertThat(other.get(k).upTo(later)).isNotEqualTo(real.get(k).upTo(later));
        }
    }

    @Test
    void everyTargetIsLongOnlyWithoutLeverage() {
        for (TrackRecord record : WalkForward.over(PRICES).runAll(Candidates.all())) {
            assertThat(record.rebalances()).isNotEmpty();
            for (Rebalance rebalance : record.rebalances()) {
                assertThat(rebalance.target().gross()).isLessThanOrEqualTo(1 + 1e-9);
                assertThat(rebalance.target().net())
                        .isEqualTo(rebalance.target().gross());
            }
        }
    }
}
