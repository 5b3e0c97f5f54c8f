/** Paper trading: an execution venue that fills orders at the next bar and keeps an exact ledger. */
@NullMarked
package io.trimtab.core.paper;

import org.jspecify.annotations.NullMarked;
