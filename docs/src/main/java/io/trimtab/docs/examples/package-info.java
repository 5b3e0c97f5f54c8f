/** What a user writes first: each example is complete, compiled and run by a test. */
@NullMarked
package io.trimtab.docs.examples;

import org.jspecify.annotations.NullMarked;
