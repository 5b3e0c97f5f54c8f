/** Market regimes: what state the market probably is in, as a belief over regimes that never pretends to know. */
@NullMarked
package io.trimtab.core.regime;

import org.jspecify.annotations.NullMarked;
