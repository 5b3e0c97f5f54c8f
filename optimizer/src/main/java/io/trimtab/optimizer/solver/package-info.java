/** Internal: the quadratic engine, in arrays and positions rather than in portfolios and names. */
@NullMarked
package io.trimtab.optimizer.solver;

import org.jspecify.annotations.NullMarked;
