/** Text from outside made safe for one line of a log. */
@NullMarked
package io.trimtab.alerts.text;

import org.jspecify.annotations.NullMarked;
