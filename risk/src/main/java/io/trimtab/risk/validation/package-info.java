/** Whether forecasts of risk were right: coverage, independence, traffic lights, shortfall and whole distributions. */
@NullMarked
package io.trimtab.risk.validation;

import org.jspecify.annotations.NullMarked;
