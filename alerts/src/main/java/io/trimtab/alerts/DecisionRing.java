package io.trimtab.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last decisions, with the oldest giving way; makes no objects when one is added. Guarded by the service's monitor.
 *
 * <p>Five references for each decision, set aside in steps until there are as many as were asked for.
 */
final class DecisionRing {
    private static final int STEP = 1_024;

    private final int capacity;
    private Instant[] times = new Instant[0];
    private Fingerprint[] prints = new Fingerprint[0];
    private Alert[] alerts = new Alert[0];
    private String[] receivers = new String[0];
    private Outcome[] outcomes = new Outcome[0];
    private int size;
    /** Where the next one goes once all are in use: the oldest. */
    private int oldest;

    DecisionRing(int capacity) {
        this.capacity = capacity;
    }

    void add(Instant at, Fingerprint print, Alert alert, String receiver, Outcome outcome) {
        if (capacity == 0) {
            return;
        }
        int place = size < capacity ? size : oldest;
        if (place == times.length) {
            grow();
        }
        times[place] = at;
        prints[place] = print;
        alerts[place] = alert;
        receivers[place] = receiver;
        outcomes[place] = outcome;
        if (size < capacity) {
            size++;
        } else {
            oldest = place + 1 == capacity ? 0 : place + 1;
        }
    }

    private void grow() {
        int length = (int) Math.min(capacity, Math.max(STEP, 2L * times.length));
        times = Arrays.copyOf(times, length);
        prints = Arrays.copyOf(prints, length);
        alerts = Arrays.copyOf(alerts, length);
        receivers = Arrays.copyOf(receivers, length);
        outcomes = Arrays.copyOf(outcomes, length);
    }

    /** Oldest first. */
    List<AlertRecord> toList() {
        List<AlertRecord> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int place = size < capacity ? i : (oldest + i) % capacity;
            records.add(new AlertRecord(times[place], prints[place], alerts[place], receivers[place], outcomes[place]));
        }
        return records;
    }
}
