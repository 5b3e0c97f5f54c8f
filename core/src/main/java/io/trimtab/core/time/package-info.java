/** Injected time: a nanosecond clock for hot paths and a virtual clock for tests and replay. */
@NullMarked
package io.trimtab.core.time;

import org.jspecify.annotations.NullMarked;
