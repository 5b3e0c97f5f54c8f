/** Test support shared by all modules: reference data, campaigns, and the contract test kits. */
@NullMarked
package io.trimtab.core.testkit;

import org.jspecify.annotations.NullMarked;
