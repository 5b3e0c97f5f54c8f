/** Which alerts are meant: labels, and conditions on their values. */
@NullMarked
package io.trimtab.alerts.match;

import org.jspecify.annotations.NullMarked;
