package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.time.temporal.ChronoUnit;

/**
 * Takes off the score of strategies whose record is old: nothing within a time of grace, then a rate a year, up to a limit.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * builder.penalty(new StalenessPenalty(90, 0.10, 0.30)); // a tenth of a point for each year beyond three months
 * }</pre>
 *
 * @param graceDays days without penalty, not negative
 * @param perYear what each year beyond takes off, not negative
 * @param most the largest penalty, not negative
 */
public record StalenessPenalty(int graceDays, double perYear, double most) implements ScorePenalty {
    public StalenessPenalty {
        Check.atLeast(graceDays, 0, "graceDays");
        Check.notNegative(perYear, "perYear");
        Check.notNegative(most, "most");
    }

    @Override
    public String name() {
        return "staleness";
    }

    @Override
    public double amount(StrategyRecord strategy, MarketConditions conditions) {
        long age = ChronoUnit.DAYS.between(
                Check.notNull(strategy, "strategy").lastUpdate(),
                Check.notNull(conditions, "conditions").asOf());
        return Math.min(most, perYear * Math.max(0, age - graceDays) / 365.0);
    }
}
