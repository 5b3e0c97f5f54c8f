package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.NanoClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One rate limit for each of many keys, in memory that never grows.
 *
 * <pre>{@code
 * ThrottleTable table = ThrottleTable.of(GcraLimit.of(10, Duration.ofMinutes(6)), 100_000, NanoClock.system());
 * if (table.tryAcquire(key)) { ... }
 * }</pre>
 *
 * <p>Each key is admitted at most {@code burst + floor(t / interval)} times in any span {@code t}, whatever other keys
 * do. A key that is new when the table is full takes the place of one whose bucket is full again, which loses nothing.
 * If there is none, it shares one overflow bucket with all others in that position; when it gets a place of its own
 * later, it starts with what the overflow bucket had left, so that filling the table on purpose gains no permits.
 *
 * <p>Keys are compared in full; whoever lets outsiders choose them should pass a keyed hash. A decision on a known key
 * takes constant expected time, one compare-and-swap and no lock; a new key takes a short lock, and when the table is
 * full a look at {@value #SWEEP} entries. Nothing is allocated after construction: 24 bytes for each key. Thread-safe.
 *
 * @see Gcra
 */
public final class ThrottleTable {
    /*
     * Open addressing with linear probing; entry i is the key at 2i and its theoretical arrival time (tat) at 2i + 1.
     * Readers and their updates take no lock; keys appear, move and vanish under the monitor only. The rules that make
     * this safe:
     * - An entry that changes hands shows LOCKED as its tat meanwhile, and for as long as it is empty; a reader that
     *   meets it, or that does not find its key, looks again under the monitor.
     * - A reader takes the tat, sees that the key is its own, swaps the tat, and looks at the key again. Should the entry
     *   have changed hands in between, and come to the same tat by chance, it asks again: it may then have taken a permit
     *   too many, but none was ever given that was not paid for.
     * - While the limit is changed, a reader finds terms under which nothing is admitted, and asks again under the monitor.
     *   A change gives every tat another value, after which it publishes the new terms; a reader takes the tat first and the
     *   terms second. So it swaps under the old terms only what has not been changed yet. Should the tat have come back to
     *   the value it was, by chance, it notices after that, and bounds the debt it left.
     * - At least an eighth of the entries is empty, so each probe ends. There are 1.5 entries for each key promised and
     *   1.3 are used: when all keys promised are busy, the rest keeps idle ones easy to find.
     */
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long EMPTY = 0;
    private static final long LOCKED = Long.MIN_VALUE;
    private static final int MOST_KEYS = 100_000_000;
    private static final int SWEEP = 256;
    private static final int ENOUGH = 16;

    /** A limit as the numbers that a decision needs. */
    private static final class Terms {
        final GcraLimit limit;
        final long interval;
        /** Negative while the limit is being changed: then nothing is admitted. */
        final long capacity;

        Terms(GcraLimit limit, long capacity) {
            this.limit = limit;
            this.interval = limit.intervalNanos();
            this.capacity = capacity;
        }

        static Terms of(GcraLimit limit) {
            return new Terms(limit, limit.capacityNanos());
        }
    }

    private final SteadyClock clock;
    private final int maxKeys;
    private final int slots;
    private final int most;
    private final int overflow;
    private final int keyZero;
    private final long[] cells;

    private volatile Terms terms;

    // guarded by the monitor
    private int size;
    private int sweeper;
    private long overflowDecisions;
    /** Before this moment no bucket is full again: known after a whole round in which none was. */
    private long noneFullBefore = Long.MIN_VALUE;

    private int lookedAt;
    private long firstFull = Long.MAX_VALUE;

    private ThrottleTable(GcraLimit limit, int maxKeys, NanoClock clock) {
        this.clock = SteadyClock.over(clock);
        this.terms = Terms.of(limit);
        this.maxKeys = maxKeys;
        this.slots = maxKeys + (maxKeys + 1) / 2 + 2;
        this.most = slots - slots / 8 - 1;
        this.overflow = slots;
        this.keyZero = slots + 1;
        this.cells = new long[2 * (slots + 2)];
    }

    /**
     * A table.
     *
     * @param limit the limit of each key
     * @param maxKeys the keys that should have a bucket of their own at one time, from 1 to 100 million; a third more
     *     find a place if there are more
     * @param clock the time; may jump, see {@link SteadyClock}
     * @return the table, with all buckets full
     */
    public static ThrottleTable of(GcraLimit limit, int maxKeys, NanoClock clock) {
        Check.notNull(limit, "limit");
        Check.atLeast(maxKeys, 1, "maxKeys");
        if (maxKeys > MOST_KEYS) {
            throw new IllegalArgumentException("maxKeys must be at most " + MOST_KEYS + ", was " + maxKeys);
        }
        return new ThrottleTable(limit, maxKeys, Check.notNull(clock, "clock"));
    }

    /**
     * Writes the limit and what keys have taken and not regained.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    public synchronized void writeTo(DataOutput out) throws IOException {
        Check.notNull(out, "out");
        long now = clock.nanos();
        out.writeInt(limit().burst());
        out.writeLong(limit().intervalNanos());
        out.writeLong(tat(overflow));
        out.writeLong(tat(keyZero));
        long[] busy = new long[2 * size];
        int count = 0;
        for (int i = 0; i < slots; i++) {
            long tat = tat(i);
            if (cells[2 * i] != EMPTY && tat > now) {
                busy[2 * count] = cells[2 * i];
                busy[2 * count + 1] = tat;
                count++;
            }
        }
        out.writeInt(count);
        for (int i = 0; i < 2 * count; i++) {
            out.writeLong(busy[i]);
        }
    }

    /**
     * A table that goes on where another was written.
     *
     * @param in what {@link #writeTo} wrote
     * @param maxKeys the keys that should have a bucket of their own, perhaps others than there; those that find no room
     *     leave the most of what they have taken with the overflow bucket
     * @param clock a clock that goes on where that of the other table stopped
     * @return the table, with the limit of the other
     * @throws IOException if it ends too early
     */
    public static ThrottleTable readFrom(DataInput in, int maxKeys, NanoClock clock) throws IOException {
        Check.notNull(in, "in");
        Check.notNull(clock, "clock");
        int burst = in.readInt();
        ThrottleTable table = of(new GcraLimit(burst, in.readLong()), maxKeys, clock);
        table.fill(in);
        return table;
    }

    private synchronized void fill(DataInput in) throws IOException {
        cells[2 * overflow + 1] = in.readLong();
        cells[2 * keyZero + 1] = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            long key = in.readLong();
            long tat = in.readLong();
            if (size >= most) {
                cells[2 * overflow + 1] = Math.max(cells[2 * overflow + 1], tat);
                continue;
            }
            int i = home(key);
            while (cells[2 * i] != EMPTY) {
                i = next(i);
            }
            CELL.setRelease(cells, 2 * i, key);
            CELL.setRelease(cells, 2 * i + 1, tat);
            size++;
        }
    }

    /**
     * Takes one permit of a key if it has one.
     *
     * @param key any number
     * @return whether it was admitted
     */
    public boolean tryAcquire(long key) {
        long now = clock.nanos();
        if (key == EMPTY) {
            return acquireKnown(EMPTY, keyZero, now);
        }
        int i = home(key);
        while (true) {
            long found = (long) CELL.getAcquire(cells, 2 * i);
            if (found == key) {
                return acquireKnown(key, i, now);
            }
            if (found == EMPTY) {
                return acquireNew(key, now);
            }
            i = next(i);
        }
    }

    private boolean acquireKnown(long key, int i, long now) {
        while (true) {
            long tat = (long) CELL.getAcquire(cells, 2 * i + 1);
            if (tat == LOCKED || (long) CELL.getAcquire(cells, 2 * i) != key) {
                return acquireNew(key, now);
            }
            Terms held = terms; // after the tat: see above
            long next = Gcra.next(tat, now, held.interval, held.capacity);
            if (next == Gcra.REFUSED) {
                return held.capacity < 0 && acquireNew(key, now);
            }
            if (CELL.compareAndSet(cells, 2 * i + 1, tat, next)) {
                return isSettled(key, i, held) || acquireNew(key, now);
            }
        }
    }

    /** Whether a swap hit the entry it was meant for; if the limit has changed, also sees to it that it did no harm. */
    private boolean isSettled(long key, int i, Terms then) {
        if (terms != then) {
            boundDebt(i);
        }
        return (long) CELL.getAcquire(cells, 2 * i) == key;
    }

    /** For any entry while the monitor is held. */
    private boolean acquireFixed(int i, long now) {
        Terms held = terms;
        while (true) {
            long tat = (long) CELL.getAcquire(cells, 2 * i + 1);
            long next = Gcra.next(tat, now, held.interval, held.capacity);
            if (next == Gcra.REFUSED) {
                return false;
            }
            if (CELL.compareAndSet(cells, 2 * i + 1, tat, next)) {
                return true;
            }
        }
    }

    /**
     * Goes on with another limit. What a key has taken and not regained stays taken, in permits, but no more than a whole new
     * bucket: a key that was refused a moment ago waits at most one new interval, and none has more permits than if the new
     * limit had held all the time or than it had before.
     *
     * <p>Takes time in proportion to the size of the table; decisions wait meanwhile.
     *
     * @param limit the limit of each key from now on
     */
    public synchronized void reconfigure(GcraLimit limit) {
        Terms changed = Terms.of(Check.notNull(limit, "limit"));
        Terms old = terms;
        terms = new Terms(old.limit, -1);
        for (int i = 0; i < slots + 2; i++) {
            rescale(i, old, changed);
        }
        terms = changed;
        forgetRound();
    }

    private void rescale(int i, Terms old, Terms changed) {
        while (true) {
            long tat = tat(i);
            long now = clock.nanos();
            if (tat == LOCKED) {
                return;
            }
            // a bucket that is full is so since another moment: who decides on it under the old terms must ask again
            long full = tat == now ? now - 1 : now;
            long next = tat <= now ? full : Gcra.rescaled(tat, now, old.limit, changed.limit);
            if (CELL.compareAndSet(cells, 2 * i + 1, tat, next)) {
                return;
            }
        }
    }

    /** A decision under old terms may have left a debt that is absurd under the new ones: nobody can owe more than a bucket. */
    private synchronized void boundDebt(int i) {
        while (true) {
            long tat = tat(i);
            long most = clock.nanos() + terms.capacity;
            if (tat == LOCKED || tat <= most || CELL.compareAndSet(cells, 2 * i + 1, tat, most)) {
                return;
            }
        }
    }

    private synchronized boolean acquireNew(long key, long now) {
        if (key == EMPTY) {
            return acquireFixed(keyZero, now);
        }
        boolean swept = false;
        while (true) {
            int idle = -1;
            int i = home(key);
            while (cells[2 * i] != EMPTY) {
                if (cells[2 * i] == key) {
                    return acquireFixed(i, now);
                }
                if (idle < 0 && isFull(tat(i), now)) {
                    idle = i;
                }
                i = next(i);
            }
            if (idle >= 0 && size >= maxKeys) { // before that, a key that may come back keeps its place
                long tat = tat(idle);
                if (isFull(tat, now) && CELL.compareAndSet(cells, 2 * idle + 1, tat, LOCKED)) {
                    return settleIn(key, idle, now);
                }
            } else if (size < most) {
                size++;
                CELL.setVolatile(cells, 2 * i + 1, LOCKED);
                return settleIn(key, i, now);
            } else if (swept || !sweep(now)) {
                overflowDecisions++;
                return acquireFixed(overflow, now);
            } else {
                swept = true;
            }
        }
    }

    /** Gives a locked entry to a key, with no more permits than the overflow bucket has left. */
    private boolean settleIn(long key, int i, long now) {
        long shared = tat(overflow);
        long next = Gcra.next(shared, now, terms.interval, terms.capacity);
        CELL.setRelease(cells, 2 * i, key);
        CELL.setRelease(cells, 2 * i + 1, next == Gcra.REFUSED ? shared : next);
        forgetRound();
        return next != Gcra.REFUSED;
    }

    /** Looks at some entries and empties those whose buckets are full again; the next call looks at the next ones. */
    private boolean sweep(long now) {
        if (now < noneFullBefore) {
            return false;
        }
        int before = size;
        for (int step = 0; step < SWEEP && before - size < ENOUGH; step++) {
            int i = sweeper;
            sweeper = i == 0 ? slots - 1 : i - 1; // backwards: what moves into a hole has been looked at
            long tat = tat(i);
            if (cells[2 * i] != EMPTY && isFull(tat, now) && CELL.compareAndSet(cells, 2 * i + 1, tat, LOCKED)) {
                closeHole(i);
                size--;
                forgetRound();
            } else if (noteLooked(i, tat)) {
                break;
            }
        }
        return size < before;
    }

    /** Arrival times only grow: the least of a round in which nothing was full says when the next look is worth while. */
    private boolean noteLooked(int i, long tat) {
        if (cells[2 * i] != EMPTY) {
            firstFull = Math.min(firstFull, tat + SteadyClock.SLACK_NANOS);
        }
        if (++lookedAt < slots) {
            return false;
        }
        noneFullBefore = firstFull;
        lookedAt = 0;
        firstFull = Long.MAX_VALUE;
        return true;
    }

    private void forgetRound() {
        noneFullBefore = Long.MIN_VALUE;
        lookedAt = 0;
        firstFull = Long.MAX_VALUE;
    }

    /** Moves each later entry of the run that would not be found past the hole into it; the last hole becomes empty. */
    private void closeHole(int locked) {
        int hole = locked;
        for (int i = next(hole); cells[2 * i] != EMPTY; i = next(i)) {
            long key = cells[2 * i];
            if (distance(home(key), i) >= distance(hole, i)) {
                long tat = (long) CELL.getAndSet(cells, 2 * i + 1, LOCKED);
                CELL.setRelease(cells, 2 * hole, key);
                CELL.setRelease(cells, 2 * hole + 1, tat);
                hole = i;
            }
        }
        CELL.setRelease(cells, 2 * hole, EMPTY);
    }

    /**
     * How long a key would have to wait for its next permit.
     *
     * @param key any number
     * @return nanoseconds, 0 if a permit is there now
     */
    public synchronized long waitNanos(long key) {
        return Gcra.waitNanos(tat(entryOf(key)), clock.nanos(), terms.interval, terms.capacity);
    }

    /**
     * The permits a key has now.
     *
     * @param key any number
     * @return whole permits, from 0 to the burst
     */
    public synchronized long available(long key) {
        return Gcra.available(tat(entryOf(key)), clock.nanos(), terms.interval, terms.capacity);
    }

    /** The entry that decides on a key: its own, or the overflow bucket, from whose state a new key would start. */
    private int entryOf(long key) {
        if (key == EMPTY) {
            return keyZero;
        }
        int i = home(key);
        while (cells[2 * i] != EMPTY) {
            if (cells[2 * i] == key) {
                return i;
            }
            i = next(i);
        }
        return overflow;
    }

    /**
     * The keys that have a bucket of their own at this moment, the key 0 aside.
     *
     * @return from 0 to four thirds of the number given at construction
     */
    public synchronized int size() {
        return size;
    }

    /**
     * How often a decision was made on the shared overflow bucket: above 0 the table is too small for its keys.
     *
     * @return a count since construction
     */
    public synchronized long overflowDecisions() {
        return overflowDecisions;
    }

    /**
     * The memory of the table, which is allocated at construction and never grows.
     *
     * @return bytes
     */
    public long bytes() {
        return 16L + 8L * cells.length;
    }

    /**
     * The limit of each key.
     *
     * @return the limit
     */
    public GcraLimit limit() {
        return terms.limit;
    }

    /** Full again, also for a reading that fell behind this one: then exchanging the bucket for a full one gives nothing. */
    private static boolean isFull(long tat, long now) {
        return tat <= now - SteadyClock.SLACK_NANOS;
    }

    private long tat(int i) {
        return (long) CELL.getVolatile(cells, 2 * i + 1);
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }

    private int next(int i) {
        return i + 1 == slots ? 0 : i + 1;
    }

    private int home(long key) {
        return home(key, slots);
    }

    /** The finaliser of MurmurHash3 (a bijection), and then the high half of a multiplication instead of a division. */
    static int home(long key, int slots) {
        long h = key;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return (int) (((h >>> 32) * slots) >>> 32);
    }

    @Override
    public String toString() {
        return "ThrottleTable[" + size() + " of " + most + " keys, each " + terms.limit + "]";
    }
}
