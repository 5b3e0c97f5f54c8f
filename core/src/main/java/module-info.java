/** Market data, numeric kernels, regimes, strategy scoring and the trading cycle of Trimtab. */
module io.trimtab.core {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires org.eclipse.collections.api;
    requires org.eclipse.collections.impl;

    exports io.trimtab.core.cycle;
    exports io.trimtab.core.cycle.port;
    exports io.trimtab.core.market;
    exports io.trimtab.core.paper;
    exports io.trimtab.core.performance;
    exports io.trimtab.core.regime;
    exports io.trimtab.core.statistics;
    exports io.trimtab.core.strategy;
    exports io.trimtab.core.strategy.evidence;
    exports io.trimtab.core.strategy.learning;
    exports io.trimtab.core.time;
    exports io.trimtab.core.check to
            io.trimtab.risk,
            io.trimtab.optimizer,
            io.trimtab.alerts;
    exports io.trimtab.core.json to
            io.trimtab.alerts;
    exports io.trimtab.core.numeric to
            io.trimtab.risk,
            io.trimtab.optimizer,
            io.trimtab.alerts,
            io.trimtab.benchmarks;
}
