/** Risk models: covariance and expected-return estimators, and the structure that the optimizer exploits. */
@NullMarked
package io.trimtab.risk.model;

import org.jspecify.annotations.NullMarked;
