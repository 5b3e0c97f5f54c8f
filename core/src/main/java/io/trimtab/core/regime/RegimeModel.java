package io.trimtab.core.regime;

import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;

/**
 * Says how probable each regime is: implement this to bring a model of your own.
 *
 * <p>The contract, which the test kit {@code RegimeModelContract} of the core test-jar checks:
 *
 * <ul>
 *   <li>only rows dated up to and including {@code asOf} are used: what comes later changes nothing;
 *   <li>too little data, or a model that failed, gives {@link RegimeBelief#unknown}, never a named regime and never
 *       an exception;
 *   <li>the belief carries the model's name and the date asked for;
 *   <li>the same input gives the same belief, from any thread.
 * </ul>
 */
public interface RegimeModel {
    /**
     * The model's name, as it appears in beliefs and reports.
     *
     * @return not blank
     */
    String name();

    /**
     * The belief on a date.
     *
     * @param history simple returns; may reach beyond the date
     * @param asOf the date; only rows up to and including it are used
     * @return the belief, possibly unknown
     */
    RegimeBelief believe(ReturnPanel history, LocalDate asOf);
}
