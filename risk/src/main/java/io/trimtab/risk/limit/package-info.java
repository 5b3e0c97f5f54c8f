/** Limits on a portfolio and the gate that checks a trade against them before it goes out. */
@NullMarked
package io.trimtab.risk.limit;

import org.jspecify.annotations.NullMarked;
