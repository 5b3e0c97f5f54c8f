package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * A strategy that is being run.
 *
 * @param id the strategy
 * @param since the date of the selection it entered with
 * @param cyclesHeld the number of selections it has been part of, at least 1
 */
public record Incumbent(String id, LocalDate since, int cyclesHeld) implements Serializable {
    public Incumbent {
        Check.notBlank(id, "id");
        Check.notNull(since, "since");
        Check.atLeast(cyclesHeld, 1, "cyclesHeld");
    }
}
