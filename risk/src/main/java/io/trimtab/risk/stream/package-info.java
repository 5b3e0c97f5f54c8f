/** Risk that keeps up with a stream: rolling windows with exact eviction, and books whose scenarios follow every tick. */
@NullMarked
package io.trimtab.risk.stream;

import org.jspecify.annotations.NullMarked;
