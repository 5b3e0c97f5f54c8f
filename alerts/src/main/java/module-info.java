/** Alert throttling of Trimtab. */
module io.trimtab.alerts {
    requires static transitive org.jspecify;
    requires transitive io.trimtab.core;
    requires java.net.http;
    requires org.slf4j;
    requires static org.eclipse.angus.mail;

    exports io.trimtab.alerts;
    exports io.trimtab.alerts.channel;
    exports io.trimtab.alerts.journal;
    exports io.trimtab.alerts.match;
    exports io.trimtab.alerts.route;
    exports io.trimtab.alerts.suppress;
    exports io.trimtab.alerts.throttle;
}
