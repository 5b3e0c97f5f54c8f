/** Confidence levels, periods and inference shared by all modules. */
@NullMarked
package io.trimtab.core.statistics;

import org.jspecify.annotations.NullMarked;
