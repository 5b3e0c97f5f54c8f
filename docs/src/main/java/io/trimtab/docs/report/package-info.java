/** One self-contained HTML page out of key figures, words, charts and tables. */
@NullMarked
package io.trimtab.docs.report;

import org.jspecify.annotations.NullMarked;
