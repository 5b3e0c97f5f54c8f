/** Portfolio problems and their proven solutions. */
@NullMarked
package io.trimtab.optimizer;

import org.jspecify.annotations.NullMarked;
