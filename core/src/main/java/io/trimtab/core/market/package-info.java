/** Assets, prices and returns: validated once where they enter, immutable ever after. */
@NullMarked
package io.trimtab.core.market;

import org.jspecify.annotations.NullMarked;
