package io.trimtab.risk.model;

import io.trimtab.core.check.Check;

/**
 * A covariance made positive semidefinite, with what it took.
 *
 * @param covariance the covariance; its variances are those given
 * @param certificate how far its correlations moved
 */
public record RepairedCovariance(CovarianceMatrix covariance, RepairCertificate certificate) {
    public RepairedCovariance {
        Check.notNull(covariance, "covariance");
        Check.notNull(certificate, "certificate");
    }
}
