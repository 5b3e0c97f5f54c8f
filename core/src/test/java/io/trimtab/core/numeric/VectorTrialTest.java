package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule of the switch, in virtual time. */
class VectorTrialTest {
    private long now;

    /** A form that is only ever handed around. */
    private static final VectorForm FORM = new VectorForm() {
        @Override
        public double dot(int n, double[] x, int xo, double[] y, int yo) {
            throw new AssertionError();
        }

        @Override
        public double sum(int n, double[] x, int xo) {
            throw new AssertionError();
        }

        @Override
        public void accumulate(
                int m,
                int n,
                double alpha,
                double[] a,
                int ao,
                int lda,
                double[] x,
                int xo,
                int xs,
                double[] y,
                int yo) {
            throw new AssertionError();
        }

        @Override
        public void multiply(Product product) {
            throw new AssertionError();
        }
    };

    private final class Trial extends VectorTrial {
        private final @Nullable VectorForm form;
        private final long[] vectorNanos;
        private int contests;

        Trial(long first, @Nullable VectorForm form, long... vectorNanos) {
            super(first, () -> now);
            this.form = form;
            this.vectorNanos = vectorNanos;
        }

        @Override
        void practisePlain() {
            now += 1_000;
        }

        @Override
        void practise(VectorForm ignored) {
            now += vectorNanos[Math.min(contests++, vectorNanos.length - 1)];
        }

        @Override
        @Nullable
        VectorForm form() {
            return form;
        }
    }

    @Test
    void nothingHappensBeforeTheFirstWorkIsDone() {
        Trial trial = new Trial(1_000_000, FORM, 5_000_000);
        assertThat(trial.afterWork(999_999)).isNull();
        assertThat(trial.contests).isZero();
        assertThat(trial.afterWork(1)).isNull();
        assertThat(trial.contests).isEqualTo(1);
    }

    @Test
    void fiveWinsInARowPutTheVectorFormToWork() {
        Trial trial = new Trial(1, FORM, 90_000, 800, 800, 800, 800, 1_200, 800);
        VectorForm taken = null;
        for (int i = 0; i < 100 && taken == null; i++) {
            taken = trial.afterWork(200_000_000);
        }
        assertThat(taken).isSameAs(FORM);
        // one loss, four wins, one loss, five wins
        assertThat(trial.contests).isEqualTo(11);
        assertThat(trial.afterWork(Long.MAX_VALUE)).isSameAs(FORM);
        assertThat(trial.contests).isEqualTo(11);
    }

    @Test
    void slowContestIsPaidForByOrdinaryWork() {
        Trial trial = new Trial(1, FORM, 49_999_000);
        assertThat(trial.afterWork(1)).isNull();
        // 50 ms of contest wait for 50 ms * 200 operations per nanosecond, a good half second of plain loops
        assertThat(trial.afterWork(9_000_000_000L)).isNull();
        assertThat(trial.contests).isEqualTo(1);
        assertThat(trial.afterWork(2_000_000_000L)).isNull();
        assertThat(trial.contests).isEqualTo(2);
    }

    @Test
    void largePieceOfWorkPaysForASeriesOfContestsUpToALimit() {
        Trial trial = new Trial(1, FORM, 1_000);
        assertThat(trial.afterWork(2_000_001)).isNull();
        // 2,000,000 operations pay for 10 microseconds, the first series for 200: contests of two microseconds each
        assertThat(trial.contests).isEqualTo(105);
        assertThat(new Trial(1, FORM, 99_000_000).afterWork(Long.MAX_VALUE)).isNull();
        Trial endless = new Trial(1, FORM, 1_000);
        assertThat(endless.afterWork(Long.MAX_VALUE)).isNull();
        assertThat(endless.contests).isEqualTo(10_000);
    }

    @Test
    void formThatNeverWinsOrCannotRunIsGivenUp() {
        Trial slow = new Trial(1, FORM, 1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(slow.afterWork(Long.MAX_VALUE)).isNull();
        }
        assertThat(slow.contests).isEqualTo(VectorTrial.PATIENCE);
        Trial missing = new Trial(1, null, 1);
        assertThat(missing.afterWork(1)).isNull();
        assertThat(missing.afterWork(1)).isNull();
        assertThat(missing.contests).isZero();
    }

    @Test
    void eagerTrialIsNone() {
        Trial eager = new Trial(0, FORM, 1);
        assertThat(eager.afterWork(1)).isSameAs(FORM);
        assertThat(eager.contests).isZero();
    }
}
