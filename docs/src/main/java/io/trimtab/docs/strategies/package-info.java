/** The demo's candidate strategies in plain code, and the honest track record of each. */
@NullMarked
package io.trimtab.docs.strategies;

import org.jspecify.annotations.NullMarked;
