/** Small, accessible SVG charts written as plain strings: no AWT, no script, the same bytes on every run. */
@NullMarked
package io.trimtab.docs.chart;

import org.jspecify.annotations.NullMarked;
