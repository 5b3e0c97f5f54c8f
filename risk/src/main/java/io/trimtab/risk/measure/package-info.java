/** Measures of risk and performance whose conventions are types: confidence, quantile rule, divisor, periods. */
@NullMarked
package io.trimtab.risk.measure;

import org.jspecify.annotations.NullMarked;
