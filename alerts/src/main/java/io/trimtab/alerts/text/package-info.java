/** Text from outside made safe for where it is shown: a line of a log, JSON, a message of a chat. */
@NullMarked
package io.trimtab.alerts.text;

import org.jspecify.annotations.NullMarked;
