/** The demo's market: euro reference rates of the European Central Bank, 1999 to 2023. */
@NullMarked
package io.trimtab.docs.ecb;

import org.jspecify.annotations.NullMarked;
