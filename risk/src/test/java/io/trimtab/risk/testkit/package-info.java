/** Contract test kits for implementers of the risk module's interfaces, and the panels they run on. */
@NullMarked
package io.trimtab.risk.testkit;

import org.jspecify.annotations.NullMarked;
