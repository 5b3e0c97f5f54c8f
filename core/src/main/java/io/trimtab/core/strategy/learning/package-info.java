/** Learns from what strategies earn how much to trust each, with a bound on the regret. */
@NullMarked
package io.trimtab.core.strategy.learning;

import org.jspecify.annotations.NullMarked;
