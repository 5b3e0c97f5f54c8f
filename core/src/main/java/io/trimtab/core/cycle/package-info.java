/** The trading cycle: it coordinates data, regimes, strategies, optimizer, risk gate, venue and alerts, and records why. */
@NullMarked
package io.trimtab.core.cycle;

import org.jspecify.annotations.NullMarked;
