/** Candidate strategies: records of them, scores under the belief about the regime, and a selection with reasons. */
@NullMarked
package io.trimtab.core.strategy;

import org.jspecify.annotations.NullMarked;
