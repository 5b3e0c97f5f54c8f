package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;

/**
 * A submission that is kept back for as long as something suppresses it.
 *
 * @param ticket the submission
 * @param destination by which branch of the tree it came
 * @param reason what suppressed it when that was last asked
 */
record Held(Ticket ticket, Destination<Receiver> destination, Outcome reason) {}
