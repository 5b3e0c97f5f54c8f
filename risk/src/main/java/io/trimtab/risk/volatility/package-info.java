/** Volatility that changes over time: GARCH models fitted by maximum likelihood, moving averages, and their forecasts. */
@NullMarked
package io.trimtab.risk.volatility;

import org.jspecify.annotations.NullMarked;
