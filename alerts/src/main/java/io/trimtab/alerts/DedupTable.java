package io.trimtab.alerts;

import io.trimtab.alerts.throttle.Backoff;

/**
 * What one receiver was last told about each alert, in memory that never grows.
 *
 * <p>Open addressing with linear probing and backward shift on removal; four longs for each entry, at most three
 * quarters in use. When it is full, an alert whose cooldown is over, and has been for so long that the next would be as
 * short as the first, gives way: forgetting it changes nothing for its next firing. If none is found among the {@value #SWEEP} looked at, the new alert is not remembered, which lets its
 * repetitions through rather than losing one. For one thread.
 */
final class DedupTable {
    private static final int SWEEP = 32;
    private static final int WIDTH = 4;
    private static final int LOW = 1;
    private static final int TOLD_AT = 2;
    /** The severity's rank plus one, and above its eight bits the level of the back-off; 0 marks an empty entry. */
    private static final int RANK = 3;

    private static final int RANK_BITS = 8;

    private final int maxKeys;
    private final int slots;
    private final long[] cells;
    private int size;
    private int sweeper;

    DedupTable(int maxKeys) {
        this.maxKeys = maxKeys;
        this.slots = (int) ((maxKeys * 4L + 2) / 3) + 1;
        this.cells = new long[Math.multiplyExact(slots, WIDTH)];
    }

    /** The entry of an alert, or -1. */
    int find(Fingerprint print) {
        int i = home(print.high());
        while (cells[i * WIDTH + RANK] != 0) {
            if (cells[i * WIDTH] == print.high() && cells[i * WIDTH + LOW] == print.low()) {
                return i;
            }
            i = next(i);
        }
        return -1;
    }

    long toldAt(int i) {
        return cells[i * WIDTH + TOLD_AT];
    }

    int rank(int i) {
        return (int) (cells[i * WIDTH + RANK] & ((1 << RANK_BITS) - 1)) - 1;
    }

    /** How often it came back, as the back-off counts. */
    int level(int i) {
        return (int) (cells[i * WIDTH + RANK] >>> RANK_BITS);
    }

    int size() {
        return size;
    }

    /** Remembers what the receiver was told; whether there was room. */
    boolean put(Fingerprint print, long now, int rank, int level, Backoff repeats) {
        int i = find(print);
        if (i < 0) {
            if (size >= maxKeys && !sweep(now, repeats)) {
                return false;
            }
            i = home(print.high());
            while (cells[i * WIDTH + RANK] != 0) {
                i = next(i);
            }
            cells[i * WIDTH] = print.high();
            cells[i * WIDTH + LOW] = print.low();
            size++;
        }
        cells[i * WIDTH + TOLD_AT] = now;
        cells[i * WIDTH + RANK] = (long) level << RANK_BITS | (rank + 1);
        return true;
    }

    void remove(Fingerprint print) {
        int i = find(print);
        if (i >= 0) {
            removeAt(i);
        }
    }

    void save(StateWriter out) {
        out.putInt(size);
        for (int i = 0; i < slots; i++) {
            if (cells[i * WIDTH + RANK] != 0) {
                for (int k = 0; k < WIDTH; k++) {
                    out.putLong(cells[i * WIDTH + k]);
                }
            }
        }
        out.putInt(sweeper);
    }

    /** From a snapshot; what does not fit into a smaller table is forgotten, which lets repetitions through. */
    void load(StateReader in) {
        int entries = in.getCount();
        for (int entry = 0; entry < entries; entry++) {
            Fingerprint print = in.getPrint();
            int free = size < maxKeys ? home(print.high()) : -1;
            while (free >= 0 && cells[free * WIDTH + RANK] != 0) {
                free = next(free);
            }
            for (int k = TOLD_AT; k < WIDTH; k++) {
                long cell = in.getLong();
                if (free >= 0) {
                    cells[free * WIDTH + k] = cell;
                }
            }
            if (free >= 0) {
                cells[free * WIDTH] = print.high();
                cells[free * WIDTH + LOW] = print.low();
                size++;
            }
        }
        sweeper = Math.floorMod(in.getInt(), slots);
    }

    private boolean sweep(long now, Backoff repeats) {
        for (int step = 0; step < SWEEP; step++) {
            int i = sweeper;
            sweeper = next(i);
            if (cells[i * WIDTH + RANK] != 0 && isForgettable(i, now, repeats)) {
                removeAt(i);
                return true;
            }
        }
        return false;
    }

    private boolean isForgettable(int i, long now, Backoff repeats) {
        long quiet = now - toldAt(i) - repeats.waitNanos(level(i));
        return quiet >= 0 && (level(i) == 0 || repeats.next(level(i), quiet) == 0);
    }

    /** Closes the hole: each later entry of the run that would not be found past it moves into it. */
    private void removeAt(int removed) {
        int hole = removed;
        int i = next(hole);
        while (cells[i * WIDTH + RANK] != 0) {
            int home = home(cells[i * WIDTH]);
            if (distance(home, i) >= distance(hole, i)) {
                System.arraycopy(cells, i * WIDTH, cells, hole * WIDTH, WIDTH);
                hole = i;
            }
            i = next(i);
        }
        cells[hole * WIDTH + RANK] = 0;
        size--;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }

    private int next(int i) {
        return i + 1 == slots ? 0 : i + 1;
    }

    private int home(long hash) {
        return (int) (((hash >>> 32) * slots) >>> 32);
    }
}
