/** Performance of portfolio and strategies, followed against a baseline, with one notice for each episode. */
@NullMarked
package io.trimtab.core.performance;

import org.jspecify.annotations.NullMarked;
