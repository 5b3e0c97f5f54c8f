/** Alerts that neither drown nor lose: one service that routes, throttles, delivers and accounts for every alert. */
@NullMarked
package io.trimtab.alerts;

import org.jspecify.annotations.NullMarked;
