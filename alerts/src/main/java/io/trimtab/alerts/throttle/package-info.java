/** Rate limits for many keys in fixed memory: the generic cell rate algorithm on one primitive table. */
@NullMarked
package io.trimtab.alerts.throttle;

import org.jspecify.annotations.NullMarked;
