package io.trimtab.core.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Counts one kind of defect of one asset and keeps the first dates. */
final class DefectLog {
    private final List<LocalDate> dates = new ArrayList<>(1);
    private int count;

    void add(LocalDate date) {
        count++;
        if (dates.size() < DataFinding.DATES_LISTED) {
            dates.add(date);
        }
    }

    void addUndated() {
        count++;
    }

    int count() {
        return count;
    }

    List<LocalDate> dates() {
        return dates;
    }
}
