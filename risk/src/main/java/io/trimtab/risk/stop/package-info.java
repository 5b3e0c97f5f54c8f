/** When to give up a position, and how much an account may lose in a while. */
@NullMarked
package io.trimtab.risk.stop;

import org.jspecify.annotations.NullMarked;
