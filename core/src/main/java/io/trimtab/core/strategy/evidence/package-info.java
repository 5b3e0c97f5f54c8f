/** Whether a good track record may be luck: tests for the best of many, overfitting of backtests, and a gate. */
@NullMarked
package io.trimtab.core.strategy.evidence;

import org.jspecify.annotations.NullMarked;
