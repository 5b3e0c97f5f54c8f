/** The demonstration: seventeen currencies, a quarter of a century, one trading cycle a month. */
@NullMarked
package io.trimtab.docs.demo;

import org.jspecify.annotations.NullMarked;
