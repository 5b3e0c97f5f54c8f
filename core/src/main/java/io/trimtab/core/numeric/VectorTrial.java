package io.trimtab.core.numeric;

import io.trimtab.core.time.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one kernel when its vector form takes over: when it has been seen to be faster.
 *
 * <p>The first use of the Vector API loads its classes (30-40 ms), and until the JIT compiler has seen enough of it each
 * operation makes an object: a product of order 300 that takes 2 ms in plain loops was seen to take 300 ms, for up to a
 * second. So the plain loops work alone at first, and then, once in a while, both forms solve one small practice problem
 * against the clock, whose answer is thrown away. Contests are paid for by ordinary work, of which they take less than
 * about a tenth of the time. After {@value #WINS} wins in a row the vector form takes over for good. Both forms give
 * the same bits, so that nobody can see the moment, and a JVM in which the vector form never gets fast never uses it.
 *
 * <p>Races between threads lose counts, or start a contest twice, and do nothing else.
 */
abstract class VectorTrial {
    static final int WINS = 5;

    /** Contests after which a form that never won its series is given up. */
    static final int PATIENCE = 20_000;

    /** Operations of the plain loops, at some 10 per nanosecond, that pay for one nanosecond of contest. */
    private static final long OPERATIONS_PER_NANO = 200;

    /** Contests come in series of at least this length, because the first of a series finds cold caches. */
    private static final long SERIES_NANOS = 200_000;

    /** The longest series of contests before one piece of work. */
    private static final long MOST_NANOS = 20_000_000;

    private final NanoClock clock;
    private final boolean untried;
    private long remaining;
    private int wins;
    private int contests;
    private boolean over;
    private @Nullable VectorForm winner;

    /**
     * A trial.
     *
     * @param first operations of ordinary work before the first contest; none puts the form to work without any
     */
    VectorTrial(long first, NanoClock clock) {
        this.remaining = first;
        this.untried = first == 0;
        this.clock = clock;
    }

    /** Solves the practice problem by the plain loops. */
    abstract void practisePlain();

    /** Solves the practice problem by the vector form. */
    abstract void practise(VectorForm form);

    /** The form on trial, or null if it cannot run here. */
    abstract @Nullable VectorForm form();

    /** The vector form if it has taken over; otherwise counts the work that the plain loops are about to do. */
    final @Nullable VectorForm afterWork(long operations) {
        VectorForm current = winner;
        if (current != null || over) {
            return current;
        }
        long rest = remaining - operations;
        remaining = rest;
        return rest > 0 ? null : contest();
    }

    private @Nullable VectorForm contest() {
        VectorForm form = form();
        if (form == null || contests >= PATIENCE) {
            over = true;
            return null;
        }
        if (untried) {
            winner = form;
            return form;
        }
        long allowance = Math.min(MOST_NANOS, SERIES_NANOS - remaining / OPERATIONS_PER_NANO);
        do {
            allowance -= compete(form);
        } while (allowance > 0 && winner == null && contests < PATIENCE);
        remaining = (SERIES_NANOS - Math.min(0, allowance)) * OPERATIONS_PER_NANO;
        return winner;
    }

    /** One contest; returns the time it took. */
    private long compete(VectorForm form) {
        contests++;
        long start = clock.nanos();
        practisePlain();
        long middle = clock.nanos();
        practise(form);
        long end = clock.nanos();
        wins = end - middle < middle - start ? wins + 1 : 0;
        if (wins >= WINS) {
            winner = form;
        }
        return Math.max(1, end - start);
    }
}
