/** Where risk comes from: contributions that add up to the total, by asset and by group. */
@NullMarked
package io.trimtab.risk.attribution;

import org.jspecify.annotations.NullMarked;
