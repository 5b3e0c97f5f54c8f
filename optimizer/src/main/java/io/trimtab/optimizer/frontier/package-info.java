/** The efficient frontier: every portfolio of least variance for its expected return, exactly and as a whole. */
@NullMarked
package io.trimtab.optimizer.frontier;

import org.jspecify.annotations.NullMarked;
