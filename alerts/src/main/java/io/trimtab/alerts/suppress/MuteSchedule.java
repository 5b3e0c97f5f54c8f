package io.trimtab.alerts.suppress;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When alerts are kept back, by a name that ledgers and digests use.
 *
 * <pre>{@code
 * MuteSchedule.outsideSessionsOf(xetra)
 * MuteSchedule.during("evenings", TimeInterval.in(sydney).times(TimeRange.parse("17:00", "24:00")))
 * }</pre>
 *
 * <p>Kept back is not thrown away: what still holds when the schedule ends is told then, and so is the end of a
 * condition of which somebody was told before.
 */
public interface MuteSchedule {
    /**
     * The schedule's name.
     *
     * @return a name that is not blank
     */
    String name();

    /**
     * Whether alerts are kept back.
     *
     * @param instant the moment
     * @return whether they are
     */
    boolean isMuted(Instant instant);

    /**
     * Mutes during any of some intervals.
     *
     * @param name the schedule's name
     * @param first an interval
     * @param more further intervals
     * @return the schedule
     */
    static MuteSchedule during(String name, TimeInterval first, TimeInterval... more) {
        List<TimeInterval> all = new ArrayList<>();
        all.add(Check.notNull(first, "interval"));
        Check.notNull(more, "more");
        for (int i = 0; i < more.length; i++) {
            all.add(Check.notNull(more[i], "more[" + i + "]"));
        }
        return new IntervalSchedule(Check.notBlank(name, "name"), List.copyOf(all));
    }

    /**
     * Mutes while a market is closed.
     *
     * @param calendar when the market trades
     * @return the schedule, named {@code outside sessions of} the market
     */
    static MuteSchedule outsideSessionsOf(TradingCalendar calendar) {
        Check.notNull(calendar, "calendar");
        return new SessionSchedule("outside sessions of " + Check.notBlank(calendar.name(), "name"), calendar, false);
    }

    /**
     * Mutes while a market trades.
     *
     * @param calendar when the market trades
     * @return the schedule, named {@code during sessions of} the market
     */
    static MuteSchedule duringSessionsOf(TradingCalendar calendar) {
        Check.notNull(calendar, "calendar");
        return new SessionSchedule("during sessions of " + Check.notBlank(calendar.name(), "name"), calendar, true);
    }
}
