/** Argument checks with one kind of message, for Trimtab's own modules. */
@NullMarked
package io.trimtab.core.check;

import org.jspecify.annotations.NullMarked;
