/** Online portfolio selection: rules that learn weights from price relatives, period by period, and what was best in hindsight. */
@NullMarked
package io.trimtab.optimizer.online;

import org.jspecify.annotations.NullMarked;
