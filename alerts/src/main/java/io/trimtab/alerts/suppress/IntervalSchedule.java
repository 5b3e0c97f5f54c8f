package io.trimtab.alerts.suppress;

import java.time.Instant;
import java.util.List;

/** Mutes during any of some intervals. */
record IntervalSchedule(String name, List<TimeInterval> intervals) implements MuteSchedule {
    @Override
    public boolean isMuted(Instant instant) {
        for (TimeInterval interval : intervals) {
            if (interval.contains(instant)) {
                return true;
            }
        }
        return false;
    }
}
