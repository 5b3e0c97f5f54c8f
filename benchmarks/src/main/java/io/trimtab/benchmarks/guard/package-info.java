/** Short runs that fail a build when a hot path allocates or has become slower than a reference kernel allows. */
@NullMarked
package io.trimtab.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
