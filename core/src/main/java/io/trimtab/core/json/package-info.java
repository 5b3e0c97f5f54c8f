/** A small reader and writer of JSON for the modules of Trimtab: no part of the public API. */
@NullMarked
package io.trimtab.core.json;

import org.jspecify.annotations.NullMarked;
