/** What keeps alerts from being told: time schedules, trading calendars, silences and inhibition. */
@NullMarked
package io.trimtab.alerts.suppress;

import org.jspecify.annotations.NullMarked;
