package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a gate, measured from what is kept ready rather than from everything anew.
 *
 * <p>Let X be the box of positions that fills of pending orders may lead to ({@link Inventory}), m the measure, b the bound
 * (minus infinity while the limit is tripped), and an order of d lots of asset i. The order is
 *
 * <ul>
 *   <li>within the limit if {@code m(y + f e_i) <= b} for all y in X and all parts f of d,
 *   <li>relieved if {@code m(y + f e_i) <= max(m(y), b)} for all of them: it breaks nothing that was kept and raises nothing
 *       that was broken,
 *   <li>a breach otherwise.
 * </ul>
 *
 * Both sets of orders are closed downwards: what holds for d lots holds for every part of them, since a part of a part is a
 * part. So the smallest cut that cures is found by bisection over whole lots, for measures of any shape. Each meter says how
 * it decides the two, exactly or with a bound on the safe side. Amounts are in the currency of the account; may throw where it
 * cannot measure. Single-threaded.
 */
abstract class Meter {
    /** What an order does to a limit, mildest first. */
    enum Finding {
        /** Nothing, whatever is filled. */
        UNAFFECTED,
        WITHIN,
        /** Within, but beyond the warning level. */
        WARNED,
        RELIEVED,
        EXCEEDED,
        /** It may be a breach: too much is pending to tell. */
        UNDECIDED
    }

    /** What changed: one asset's position, its pending orders or its price. Reused. */
    static final class Change {
        int asset;
        long held;
        long low;
        long high;
        double value;
    }

    final MeterSite site;
    final Limit limit;
    final LimitKind kind;
    final Inventory inventory;
    final Guard[] guards;
    private @Nullable String failure = "nothing has been measured yet";
    /** Why it could not be looked at when what is held changed; null if it was. */
    private @Nullable Throwable missed;

    /** Beyond these a square is no number any more, or nothing. */
    private static final double LEAST_EQUITY = 1e-75;

    private static final double MOST_EQUITY = 1e75;

    Meter(MeterSite site, int scopes) {
        this.site = site;
        this.limit = site.limit();
        this.kind = site.kind();
        this.inventory = site.inventory();
        guards = new Guard[scopes];
        for (int k = 0; k < scopes; k++) {
            guards[k] = new Guard();
        }
    }

    /** Makes everything that is kept ready anew. */
    abstract void rebuild();

    /** Follows a change of one asset; the inventory is as after it. */
    abstract void changed(Change before);

    abstract Finding judge(int asset, long lots, double warningLevel);

    /** What is measured of what is held, in the limit's unit. */
    abstract double held(int scope);

    /** The largest value that fills of an order and of pending ones lead to, in the limit's unit; near it where undecided. */
    abstract double worst(int scope, int asset, long lots);

    /** What an order's finding is about; of several scopes the one that decided. */
    int scopeOf(int asset) {
        return guards.length == 1 ? 0 : asset;
    }

    /** Whether scope k is about asset k alone. */
    boolean isLocal() {
        return false;
    }

    /** Whether there is a state that can be exceeded without any order. */
    boolean hasState() {
        return true;
    }

    /** Whether it is about the account, which no order cures: only what takes from positions may go out. */
    boolean isAboutAccount() {
        return false;
    }

    final double bound(int scope) {
        return guards[scope].isTripped() ? Double.NEGATIVE_INFINITY : limit.slackBound();
    }

    /** The bound in currency. */
    final double amount(int scope) {
        return bound(scope) * equity();
    }

    final double equity() {
        double equity = inventory.marks.equity;
        if (!(equity >= LEAST_EQUITY && equity <= MOST_EQUITY)) {
            throw new IllegalStateException("the equity is " + equity);
        }
        return equity;
    }

    static double measurable(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("it is " + value);
        }
        return value;
    }

    final void failed(Throwable thrown) {
        failure = MeasurementFailure.reasonOf(thrown);
    }

    /** Brings what is kept ready up to date if it is not. */
    final void ready() {
        if (failure != null) {
            rebuild();
            failure = null;
        }
    }

    /** A look at it failed; whether the one before had not. */
    final boolean miss(Throwable thrown) {
        boolean first = missed == null;
        missed = thrown;
        return first;
    }

    /** It was looked at; whether it had been missed. */
    final boolean seen() {
        boolean was = missed != null;
        missed = null;
        return was;
    }

    final boolean isMissed() {
        return missed != null;
    }

    /** As long as nobody knows whether what is held has tripped it, no order is judged by it. */
    final void requireSeen() throws Throwable {
        if (missed != null) {
            throw missed;
        }
    }

    final boolean isReady() {
        return failure == null;
    }

    final void outdate() {
        failure = "out of date";
    }

    final Finding within(double measured, double bound, double warningLevel) {
        return measured > warningLevel * bound ? Finding.WARNED : Finding.WITHIN;
    }
}
