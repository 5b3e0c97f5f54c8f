/** Compiled examples and the demonstration. */
@NullMarked
package io.trimtab.docs;

import org.jspecify.annotations.NullMarked;
