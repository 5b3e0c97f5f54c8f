/** One JMH class per hot path, peers beside it in the same run. */
@NullMarked
package io.trimtab.benchmarks;

import org.jspecify.annotations.NullMarked;
