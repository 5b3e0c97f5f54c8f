package io.trimtab.alerts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where critical alerts go that their receiver did not take: the application log, as errors. */
final class LastResort implements AlertChannel {
    private static final Logger LOG = LoggerFactory.getLogger("io.trimtab.alerts.undelivered");

    @Override
    public String name() {
        return "last resort";
    }

    @Override
    public Delivery deliver(Notification notification) {
        LOG.error("{}", notification);
        return Delivery.accepted();
    }
}
