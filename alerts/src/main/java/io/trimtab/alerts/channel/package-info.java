/** The channels in the box: the application log, and memory. */
@NullMarked
package io.trimtab.alerts.channel;

import org.jspecify.annotations.NullMarked;
