/** What a service writes down so that another can go on from there. */
@NullMarked
package io.trimtab.alerts.journal;

import org.jspecify.annotations.NullMarked;
