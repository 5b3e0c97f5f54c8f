/** What the trading cycle asks of others: small interfaces, and the immutable records they exchange. */
@NullMarked
package io.trimtab.core.cycle.port;

import org.jspecify.annotations.NullMarked;
