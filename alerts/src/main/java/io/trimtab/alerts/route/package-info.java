/** Who is told of which alerts, and how they are told together. */
@NullMarked
package io.trimtab.alerts.route;

import org.jspecify.annotations.NullMarked;
