package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.risk.limit.LedgerEntry.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps watch over what is held: guards that trip and re-arm, overrides, the trading state, and the ledger of all that. */
final class GateWatch {
    /** Entries that are kept. */
    static final int REMEMBERED = 10_000;

    /** The years 1 to 9999: outside them a clock is broken, and what it says would stand for good. */
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private final List<Desk> desks;
    private final ReArm policy;
    private final InstantSource clock;
    private int tripped;
    /** The latest time seen, in milliseconds since 1970; a clock that is set back stands still. */
    private long now = Long.MIN_VALUE;

    private boolean clockFailed;
    /** How many limits could not be looked at when they should have been. */
    private int missed;

    TradingState state = new TradingState(TradingState.Mode.ACTIVE, "", Instant.EPOCH, "");
    final List<LimitOverride> overrides = new ArrayList<>();
    final Deque<LedgerEntry> ledger = new ArrayDeque<>();
    long total;

    GateWatch(List<Desk> desks, ReArm policy, InstantSource clock) {
        this.desks = desks;
        this.policy = policy;
        this.clock = clock;
    }

    long now() {
        return now;
    }

    boolean clockFailed() {
        return clockFailed;
    }

    void readClock() {
        try {
            long time = clock.millis();
            clockFailed = !(time >= EARLIEST && time <= LATEST);
            if (!clockFailed) {
                now = Math.max(now, time);
            }
        } catch (Throwable thrown) {
            // what is booked is booked; orders are denied until the clock is right again
            clockFailed = true;
        }
    }

    /** Before an order is judged: what time and the account's own figures may have changed. */
    void tick() {
        readClock();
        if (!overrides.isEmpty()) {
            endOverrides();
        }
        for (int d = 0; d < desks.size(); d++) {
            for (Meter meter : desks.get(d).meters) {
                if (meter.isAboutAccount()) {
                    look(desks.get(d), meter, 0);
                } else if (missed > 0 && meter.isMissed()) {
                    lookAtAll(desks.get(d), meter);
                } else if (tripped > 0) {
                    lookAtTripped(desks.get(d), meter);
                }
            }
        }
    }

    private void lookAtTripped(Desk desk, Meter meter) {
        for (int k = 0; k < meter.guards.length; k++) {
            if (meter.guards[k].isTripped()) {
                look(desk, meter, k);
            }
        }
    }

    /** After one asset's position or price has changed. */
    void lookAt(int asset) {
        readClock();
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                if (meter.isLocal()) {
                    look(desk, meter, asset);
                } else {
                    lookAtAll(desk, meter);
                }
            }
        }
    }

    /** After everything has changed. */
    void lookAtAll() {
        readClock();
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                lookAtAll(desk, meter);
            }
        }
    }

    private void lookAtAll(Desk desk, Meter meter) {
        for (int k = 0; k < meter.guards.length; k++) {
            if (!look(desk, meter, k)) {
                return;
            }
        }
    }

    /** Whether it could be measured. */
    private boolean look(Desk desk, Meter meter, int scope) {
        if (!meter.hasState()) {
            return true;
        }
        double measured;
        try {
            meter.ready();
            measured = Meter.measurable(meter.held(scope));
        } catch (Throwable thrown) {
            // orders are denied for as long as it cannot be measured; a guard that is tripped stays so
            if (!meter.isLocal()) {
                meter.failed(thrown);
                missed += meter.miss(thrown) ? 1 : 0;
            }
            return meter.isLocal();
        }
        missed -= meter.seen() ? 1 : 0;
        Guard guard = meter.guards[scope];
        Guard.Step step = guard.look(measured, meter.limit, policy, now);
        if (step == Guard.Step.TRIPPED) {
            tripped++;
            write(Event.TRIPPED, meter.limit.name(), desk.scope(meter, scope), measured, meter.limit.bound(), "");
        } else if (step == Guard.Step.REARMED) {
            tripped--;
            write(Event.REARMED, meter.limit.name(), desk.scope(meter, scope), measured, meter.limit.bound(), "");
        }
        return true;
    }

    /** The limits that are tripped. */
    List<GuardReading> readings() {
        List<GuardReading> all = new ArrayList<>();
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                for (int k = 0; k < meter.guards.length; k++) {
                    Guard guard = meter.guards[k];
                    if (guard.isTripped()) {
                        Instant since = Instant.ofEpochMilli(guard.since);
                        all.add(new GuardReading(
                                meter.limit,
                                desk.scope(meter, k),
                                since,
                                guard.tripValue,
                                guard.peak,
                                guard.acknowledgedBy));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** Whether a tripped guard was found. */
    boolean acknowledge(String limit, String scope, String by) {
        readClock();
        boolean found = false;
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                for (int k = 0; meter.limit.name().equals(limit) && k < meter.guards.length; k++) {
                    Guard guard = meter.guards[k];
                    if (guard.isTripped() && desk.scope(meter, k).equals(scope)) {
                        found = true;
                        guard.acknowledgedBy = by;
                        write(Event.ACKNOWLEDGED, limit, scope, guard.peak, meter.limit.bound(), by);
                        look(desk, meter, k);
                    }
                }
            }
        }
        return found;
    }

    boolean knows(LimitOverride override) {
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                for (int k = 0; meter.limit.name().equals(override.limit()) && k < meter.guards.length; k++) {
                    if (desk.scope(meter, k).equals(override.scope())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    List<LimitUsage> usage() {
        List<LimitUsage> all = new ArrayList<>();
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                try {
                    meter.ready();
                    int most = 0;
                    double largest = Double.NEGATIVE_INFINITY;
                    for (int k = 0; k < meter.guards.length; k++) {
                        double value = Meter.measurable(meter.held(k));
                        if (value > largest) {
                            largest = value;
                            most = k;
                        }
                    }
                    Limit limit = meter.limit;
                    all.add(new LimitUsage(
                            limit.name(),
                            desk.scope(meter, most),
                            largest,
                            limit.bound(),
                            limit.usage(largest),
                            meter.kind));
                } catch (Throwable thrown) {
                    meter.failed(thrown);
                }
            }
        }
        return List.copyOf(all);
    }

    void override(LimitOverride override) {
        readClock();
        overrides.add(override);
        write(Event.OVERRIDDEN, override.limit(), override.scope(), 0, 0, override.by() + " until " + override.until());
    }

    private void endOverrides() {
        for (int k = overrides.size() - 1; k >= 0; k--) {
            LimitOverride override = overrides.get(k);
            if (!override.until().isAfter(instant())) {
                overrides.remove(k);
                write(Event.OVERRIDE_ENDED, override.limit(), override.scope(), 0, 0, override.by());
            }
        }
    }

    boolean isOverridden(Desk desk, Meter meter, int scope) {
        if (overrides.isEmpty() || clockFailed) {
            return false;
        }
        String name = desk.scope(meter, scope);
        for (LimitOverride override : overrides) {
            if (override.limit().equals(meter.limit.name()) && override.scope().equals(name)) {
                return true;
            }
        }
        return false;
    }

    boolean isStateOverridden(String asset) {
        for (LimitOverride override : overrides) {
            if (override.limit().equals(LimitOverride.TRADING_STATE)
                    && (override.scope().equals("portfolio") || override.scope().equals(asset))) {
                return !clockFailed;
            }
        }
        return false;
    }

    void turn(TradingState.Mode mode, String reason, String note) {
        readClock();
        state = new TradingState(mode, reason, instant(), "");
        write(Event.STATE, LimitOverride.TRADING_STATE, mode.name(), 0, 0, note);
    }

    void acknowledgeState(String by) {
        readClock();
        state = new TradingState(state.mode(), state.reason(), state.since(), by);
        write(Event.ACKNOWLEDGED, LimitOverride.TRADING_STATE, state.mode().name(), 0, 0, by);
    }

    /** The host's own, or while that is active what a loss of the account makes of it. */
    TradingState effectiveState() {
        if (state.mode() == TradingState.Mode.ACTIVE && tripped > 0) {
            for (Desk desk : desks) {
                for (Meter meter : desk.meters) {
                    Guard guard = meter.guards[0];
                    boolean reduces = meter.isAboutAccount() && meter.kind == LimitKind.HARD;
                    if (reduces && guard.isTripped() && !isOverridden(desk, meter, 0)) {
                        return new TradingState(
                                TradingState.Mode.REDUCING,
                                meter.limit.name() + " "
                                        + Text.exceeds(guard.tripValue, meter.limit.bound(), meter.limit.unit()),
                                Instant.ofEpochMilli(guard.since),
                                guard.acknowledgedBy);
                    }
                }
            }
        }
        return state;
    }

    private Instant instant() {
        return now == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(now);
    }

    private void write(Event event, String limit, String scope, double measured, double bound, String note) {
        total++;
        ledger.addLast(new LedgerEntry(total, instant(), event, limit, scope, measured, bound, note));
        if (ledger.size() > REMEMBERED) {
            ledger.removeFirst();
        }
    }

    /** Takes the place of everything, after guards were restored. */
    void restore(TradingState was, List<LimitOverride> over, List<LedgerEntry> entries, long count, long time) {
        state = was;
        overrides.clear();
        overrides.addAll(over);
        ledger.clear();
        ledger.addAll(entries);
        total = count;
        now = time;
        tripped = 0;
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                for (Guard guard : meter.guards) {
                    tripped += guard.isTripped() ? 1 : 0;
                }
            }
        }
    }
}
