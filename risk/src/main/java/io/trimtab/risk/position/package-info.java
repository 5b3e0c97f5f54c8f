/** What each position of a book risks, and how large a position should be. */
@NullMarked
package io.trimtab.risk.position;

import org.jspecify.annotations.NullMarked;
