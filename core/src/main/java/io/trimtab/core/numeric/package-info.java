/** Dense kernels, compensated sums, order statistics and roots, for Trimtab's own modules. */
@NullMarked
package io.trimtab.core.numeric;

import org.jspecify.annotations.NullMarked;
