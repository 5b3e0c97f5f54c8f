package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.NanoClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several exact sliding windows on each of many keys, in memory that never grows beyond its bound.
 *
 * <pre>{@code
 * WindowTable table = WindowTable.of(
 *         List.of(WindowLimit.of(1, Duration.ofMinutes(30)), WindowLimit.of(10, Duration.ofHours(24))),
 *         16_384, NanoClock.system());
 * if (table.tryAcquire(key)) { ... }
 * }</pre>
 *
 * <p>A key is admitted if all windows admit it, and takes from none of them otherwise. The times of its last admissions,
 * as many as the largest count, serve all windows: a key costs {@code 8 x (largest count + 1) + 22} bytes, of which the
 * first part is allocated when keys come. A key that is new when the table is full takes the place of one whose last
 * admission is older than the longest span, which loses nothing. If there is none, it shares one overflow history with all
 * others in that position, and begins with it when it gets a place of its own.
 *
 * <p>Keys are compared in full; whoever lets outsiders choose them should pass a keyed hash. Constant expected time, and
 * when the table is full a look at {@value #SWEEP} entries for each new key. Thread-safe by one lock.
 *
 * @see WindowLimit
 */
public final class WindowTable {
    /*
     * Open addressing with linear probing from keys to entry numbers; an entry is the count of its admissions and the
     * times of the last of them: admission k, counted from 0, at k modulo the largest count. Entries lie in pages that
     * are allocated when they are first used, and do not move when the index does. Entry 0 is the overflow history.
     */
    private static final int MOST_KEYS = 100_000_000;
    private static final int SWEEP = 64;
    private static final int PAGE_BITS = 6;
    private static final int OVERFLOW = 0;
    private static final long MOST_BYTES = 1L << 36;

    private final SteadyClock clock;
    private final int maxKeys;
    private final int slots;

    // guarded by the monitor
    private final long[] keys;
    /** The entry of the key at the same place; 0 for none. */
    private final int[] entries;
    /** The entries that are not in use; those above {@link #used} have never been. */
    private final int[] free;

    private WindowLimit[] windows;
    /** How many admissions of each key are remembered: the largest count there ever was. */
    private int kept;

    private long longest;
    /** Since when the windows are in force. */
    private long since = Long.MIN_VALUE;

    private long[][] pages;
    private int freeCount;
    private int used = 1;
    private int size;
    private int sweeper;
    private long overflowDecisions;

    private WindowTable(List<WindowLimit> windows, int maxKeys, NanoClock clock) {
        this.clock = SteadyClock.over(clock);
        this.maxKeys = maxKeys;
        this.slots = maxKeys + maxKeys / 2 + 2;
        this.keys = new long[slots];
        this.entries = new int[slots];
        this.free = new int[maxKeys];
        this.windows = windows.toArray(WindowLimit[]::new);
        this.kept = largest(this.windows);
        this.longest = longest(this.windows);
        this.pages = new long[(maxKeys >> PAGE_BITS) + 1][];
    }

    /**
     * A table.
     *
     * @param windows the limits of each key, at least one
     * @param maxKeys the keys that have a history of their own at one time, from 1 to 100 million
     * @param clock the time; may jump, see {@link SteadyClock}
     * @return the table, without any admission
     * @throws IllegalArgumentException if the keys could take more than 64 GiB
     */
    public static WindowTable of(List<WindowLimit> windows, int maxKeys, NanoClock clock) {
        Check.notNull(windows, "windows");
        Check.notNull(clock, "clock");
        return new WindowTable(checked(windows, maxKeys), maxKeys, clock);
    }

    private static List<WindowLimit> checked(List<WindowLimit> windows, int maxKeys) {
        List<WindowLimit> copy = List.copyOf(Check.notNull(windows, "windows"));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("windows must hold at least one window, was empty");
        }
        Check.atLeast(maxKeys, 1, "maxKeys");
        if (maxKeys > MOST_KEYS) {
            throw new IllegalArgumentException("maxKeys must be at most " + MOST_KEYS + ", was " + maxKeys);
        }
        long bytes = bytesPerKey(copy) * maxKeys;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "windows must take at most 64 GiB, but " + copy + " on " + maxKeys + " keys may take "
                            + (bytes >> 30) + " GiB; take fewer keys, or a rate in place of the largest count");
        }
        return copy;
    }

    /**
     * What a key of its own costs.
     *
     * @param windows the limits of each key, at least one
     * @return bytes, rounded up
     */
    public static long bytesPerKey(List<WindowLimit> windows) {
        return 8L * (largest(Check.notNull(windows, "windows").toArray(WindowLimit[]::new)) + 1) + 22;
    }

    /**
     * Writes the windows and the admissions that they still look at.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    public synchronized void writeTo(DataOutput out) throws IOException {
        Check.notNull(out, "out");
        long now = clock.nanos();
        out.writeInt(windows.length);
        for (WindowLimit window : windows) {
            out.writeInt(window.count());
            out.writeLong(window.spanNanos());
        }
        out.writeInt(kept); // other windows may have wanted more
        out.writeLong(since);
        writeEntry(OVERFLOW, out);
        int busy = 0;
        for (int i = 0; i < slots; i++) {
            busy += entries[i] != OVERFLOW && !isIdle(entries[i], now) ? 1 : 0;
        }
        out.writeInt(busy);
        for (int i = 0; i < slots; i++) {
            if (entries[i] != OVERFLOW && !isIdle(entries[i], now)) {
                out.writeLong(keys[i]);
                writeEntry(entries[i], out);
            }
        }
    }

    private void writeEntry(int entry, DataOutput out) throws IOException {
        int known = (int) Math.min(admissions(entry), kept);
        out.writeInt(known);
        for (int back = known; back >= 1; back--) {
            out.writeLong(time(entry, back));
        }
    }

    /**
     * A table that goes on where another was written.
     *
     * @param in what {@link #writeTo} wrote
     * @param maxKeys the keys that have a history of their own, perhaps others than there; those that find no room share the
     *     overflow history, which becomes the latest of theirs
     * @param clock a clock that goes on where that of the other table stopped
     * @return the table, with the windows of the other
     * @throws IOException if it ends too early
     */
    public static WindowTable readFrom(DataInput in, int maxKeys, NanoClock clock) throws IOException {
        Check.notNull(in, "in");
        Check.notNull(clock, "clock");
        List<WindowLimit> windows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int count = in.readInt();
            windows.add(new WindowLimit(count, in.readLong()));
        }
        WindowTable table = of(windows, maxKeys, clock);
        table.remember(in.readInt(), in.readLong());
        table.fill(in);
        return table;
    }

    /** Goes on remembering as much as before; nothing has been remembered yet. */
    private synchronized void remember(int most, long inForceSince) {
        if (most < kept || most > WindowLimit.MOST) {
            throw new IllegalArgumentException(
                    "a key must have from " + kept + " to " + WindowLimit.MOST + " admissions, had " + most);
        }
        kept = most;
        since = inForceSince;
    }

    private synchronized void fill(DataInput in) throws IOException {
        readEntry(OVERFLOW, in);
        for (int left = in.readInt(); left > 0; left--) {
            long key = in.readLong();
            if (size < maxKeys) {
                int i = find(key);
                keys[i] = key;
                entries[i] = used++;
                size++;
                readEntry(entries[i], in);
            } else {
                readEntry(OVERFLOW, in);
            }
        }
    }

    /** Reads the times of an entry in place of those it has, if they end later. */
    private void readEntry(int entry, DataInput in) throws IOException {
        int known = in.readInt();
        if (known < 0 || known > kept) {
            throw new IllegalArgumentException("an entry must have 0 to " + kept + " admissions, had " + known);
        }
        long[] times = new long[known];
        for (int k = 0; k < known; k++) {
            times[k] = in.readLong();
        }
        if (known == 0 || (admissions(entry) > 0 && time(entry, 1) >= times[known - 1])) {
            return;
        }
        page(pages, entry, kept)[offset(entry, kept)] = 0;
        for (long time : times) {
            record(entry, time);
        }
    }

    /**
     * Takes one permit of each window of a key if all have one.
     *
     * @param key any number
     * @return whether it was admitted
     */
    public synchronized boolean tryAcquire(long key) {
        long now = clock.nanos();
        int entry = entryFor(key, now);
        if (!admits(entry, now)) {
            return false;
        }
        record(entry, now);
        return true;
    }

    /**
     * Whether a key would be admitted now; takes nothing.
     *
     * @param key any number
     * @return what {@link #tryAcquire} would answer
     */
    public synchronized boolean wouldAcquire(long key) {
        return admits(entryOf(key), clock.nanos());
    }

    /**
     * How long a key would have to wait for its next permit.
     *
     * @param key any number
     * @return nanoseconds, 0 if it would be admitted now
     */
    public synchronized long waitNanos(long key) {
        int entry = entryOf(key);
        long now = clock.nanos();
        long wait = 0;
        for (WindowLimit window : windows) {
            if (admissions(entry) >= window.count()) {
                wait = Math.max(wait, time(entry, window.count()) + window.spanNanos() - now);
            }
        }
        return wait;
    }

    /**
     * Goes on with other windows. The admissions of the past count as far as they are remembered; those that the largest
     * count so far has pushed out count as if they had come as late as the old windows allowed. A key therefore gets no
     * permit that the new windows would not have given, and waits at most the longest of their spans. A larger count than
     * ever takes more memory from then on; a smaller one gives none back.
     *
     * @param newWindows the limits of each key from now on, at least one
     * @throws IllegalArgumentException if the keys could take more than 64 GiB
     */
    public synchronized void reconfigure(List<WindowLimit> newWindows) {
        WindowLimit[] changed = checked(newWindows, maxKeys).toArray(WindowLimit[]::new);
        int more = Math.max(kept, largest(changed));
        if (more > kept) {
            long[][] newPages = new long[pages.length][];
            for (int entry = 0; entry < used; entry++) {
                if (pages[entry >> PAGE_BITS] != null) {
                    refill(entry, page(newPages, entry, more), more);
                }
            }
            pages = newPages;
            kept = more;
        }
        since = clock.nanos();
        windows = changed;
        longest = longest(changed);
    }

    /** Copies the last admissions of an entry; what was not kept is put as late as the windows could have admitted it. */
    private void refill(int entry, long[] to, int more) {
        long[] from = pages[entry >> PAGE_BITS];
        int f = offset(entry, kept);
        int t = offset(entry, more);
        long admissions = from[f];
        to[t] = admissions;
        for (int back = 1; back <= Math.min(more, admissions); back++) {
            int place = t + 1 + (int) ((admissions - back) % more);
            to[place] = back <= kept
                    ? from[f + 1 + (int) ((admissions - back) % kept)]
                    : latestPossible(to, t, more, admissions - back);
        }
    }

    /** Not after the next one; and each window that admitted the one so many later had seen it leave its span. */
    private long latestPossible(long[] to, int t, int more, long admission) {
        long latest = to[t + 1 + (int) ((admission + 1) % more)];
        for (WindowLimit window : windows) {
            long later = to[t + 1 + (int) ((admission + window.count()) % more)];
            if (later > since) {
                latest = Math.min(latest, later - window.spanNanos());
            }
        }
        return latest;
    }

    private boolean admits(int entry, long now) {
        long admissions = admissions(entry);
        for (WindowLimit window : windows) {
            if (admissions >= window.count() && now - time(entry, window.count()) < window.spanNanos()) {
                return false;
            }
        }
        return true;
    }

    private void record(int entry, long now) {
        long[] page = page(pages, entry, kept);
        int at = offset(entry, kept);
        page[at + 1 + (int) (page[at] % kept)] = now;
        page[at]++;
    }

    private long admissions(int entry) {
        long[] page = pages[entry >> PAGE_BITS];
        return page == null ? 0 : page[offset(entry, kept)];
    }

    /** When the admission before so many was; 1 for the last. */
    private long time(int entry, int back) {
        long[] page = page(pages, entry, kept);
        int at = offset(entry, kept);
        return page[at + 1 + (int) ((page[at] - back) % kept)];
    }

    private static int offset(int entry, int kept) {
        return (entry & ((1 << PAGE_BITS) - 1)) * (kept + 1);
    }

    private static long[] page(long[][] pages, int entry, int kept) {
        long[] page = pages[entry >> PAGE_BITS];
        if (page == null) {
            page = new long[(kept + 1) << PAGE_BITS];
            pages[entry >> PAGE_BITS] = page;
        }
        return page;
    }

    /** The entry of a key that is to take a permit: its own, made if there is room, or the overflow history. */
    private int entryFor(long key, long now) {
        int i = find(key);
        if (entries[i] != OVERFLOW) {
            return entries[i];
        }
        if (size >= maxKeys) {
            if (!sweep(now)) {
                overflowDecisions++;
                return OVERFLOW;
            }
            i = find(key); // the entries around it may have moved
        }
        int entry = freeCount > 0 ? free[--freeCount] : used++;
        keys[i] = key;
        entries[i] = entry;
        size++;
        copyOverflow(entry);
        return entry;
    }

    /** A key that may have used the overflow history begins with it. */
    private void copyOverflow(int entry) {
        if (admissions(OVERFLOW) == 0) {
            if (admissions(entry) > 0) {
                page(pages, entry, kept)[offset(entry, kept)] = 0;
            }
            return;
        }
        System.arraycopy(
                page(pages, OVERFLOW, kept),
                offset(OVERFLOW, kept),
                page(pages, entry, kept),
                offset(entry, kept),
                kept + 1);
    }

    private int entryOf(long key) {
        return entries[find(key)];
    }

    /** The place of a key, or the empty one where it would be. */
    private int find(long key) {
        int i = home(key);
        while (entries[i] != OVERFLOW && keys[i] != key) {
            i = next(i);
        }
        return i;
    }

    /** Frees the first idle entry among some; the next call looks at the next ones. */
    private boolean sweep(long now) {
        for (int step = 0; step < SWEEP; step++) {
            int i = sweeper;
            sweeper = i == 0 ? slots - 1 : i - 1;
            int entry = entries[i];
            if (entry != OVERFLOW && isIdle(entry, now)) {
                free[freeCount++] = entry;
                size--;
                closeHole(i);
                return true;
            }
        }
        return false;
    }

    /** Whether all windows are full again, also for a reading that fell behind this one. */
    private boolean isIdle(int entry, long now) {
        return admissions(entry) == 0 || now - time(entry, 1) >= longest + SteadyClock.SLACK_NANOS;
    }

    private void closeHole(int emptied) {
        int hole = emptied;
        for (int i = next(hole); entries[i] != OVERFLOW; i = next(i)) {
            if (distance(home(keys[i]), i) >= distance(hole, i)) {
                keys[hole] = keys[i];
                entries[hole] = entries[i];
                hole = i;
            }
        }
        entries[hole] = OVERFLOW;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }

    private int next(int i) {
        return i + 1 == slots ? 0 : i + 1;
    }

    private int home(long key) {
        return ThrottleTable.home(key, slots);
    }

    private static int largest(WindowLimit[] windows) {
        int largest = 0;
        for (WindowLimit window : windows) {
            largest = Math.max(largest, window.count());
        }
        return largest;
    }

    private static long longest(WindowLimit[] windows) {
        long longest = 0;
        for (WindowLimit window : windows) {
            longest = Math.max(longest, window.spanNanos());
        }
        return longest;
    }

    /**
     * The keys that have a history of their own at this moment.
     *
     * @return from 0 to the number given at construction
     */
    public synchronized int size() {
        return size;
    }

    /**
     * How often a decision was made on the shared overflow history: above 0 the table is too small for its keys.
     *
     * @return a count since construction
     */
    public synchronized long overflowDecisions() {
        return overflowDecisions;
    }

    /**
     * The memory of the table at this moment.
     *
     * @return bytes
     */
    public synchronized long bytes() {
        long bytes = 8L * slots + 4L * slots + 4L * maxKeys + 8L * pages.length;
        for (long[] page : pages) {
            bytes += page == null ? 0 : 16 + 8L * page.length;
        }
        return bytes;
    }

    /**
     * The limits of each key.
     *
     * @return at least one
     */
    public synchronized List<WindowLimit> windows() {
        return List.of(windows);
    }

    @Override
    public synchronized String toString() {
        return "WindowTable[" + size + " of " + maxKeys + " keys, each " + List.of(windows) + "]";
    }
}
