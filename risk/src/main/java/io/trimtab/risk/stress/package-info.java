/** What a portfolio loses when markets do what they seldom do, and what it would take to lose a given sum. */
@NullMarked
package io.trimtab.risk.stress;

import org.jspecify.annotations.NullMarked;
