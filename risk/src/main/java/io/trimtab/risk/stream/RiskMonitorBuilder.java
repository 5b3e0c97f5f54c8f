package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.Confidence;
import java.util.ArrayList;
import java.util.List;

/** Configures a {@link RiskMonitor}; not thread-safe. */
public final class RiskMonitorBuilder {
    private final ReturnPanel scenarios;
    private final PortfolioTree portfolios = new PortfolioTree();
    private final List<List<TailLimit>> limits = new ArrayList<>();

    RiskMonitorBuilder(ReturnPanel scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * Adds a portfolio that is part of no other.
     *
     * @param name its name, unique
     * @return this builder
     * @throws IllegalArgumentException if the name is blank or taken
     */
    public RiskMonitorBuilder portfolio(String name) {
        portfolios.add(name, PortfolioTree.TOP);
        limits.add(new ArrayList<>());
        return this;
    }

    /**
     * Adds a portfolio that is part of another: what it holds counts there too.
     *
     * @param name its name, unique
     * @param parent a portfolio that was added before
     * @return this builder
     * @throws IllegalArgumentException if the name is blank or taken, or the parent is unknown
     */
    public RiskMonitorBuilder portfolio(String name, String parent) {
        portfolios.add(name, portfolios.indexOf(parent));
        limits.add(new ArrayList<>());
        return this;
    }

    /**
     * Limits the value at risk of a portfolio; it may have several limits.
     *
     * @param portfolio a portfolio that was added before
     * @param confidence of the value at risk
     * @param loss the largest value at risk allowed, in the currency of the positions
     * @return this builder
     * @throws IllegalArgumentException if the portfolio is unknown or the loss is not finite
     */
    public RiskMonitorBuilder limit(String portfolio, Confidence confidence, double loss) {
        limits.get(portfolios.indexOf(portfolio)).add(new TailLimit(confidence, loss));
        return this;
    }

    /**
     * The monitor, with nothing held yet.
     *
     * @param prices the price of each asset of the scenarios' universe, positive; copied
     * @return a monitor
     * @throws IllegalArgumentException if there is no portfolio, or the prices do not fit the universe
     */
    public RiskMonitor build(double[] prices) {
        if (portfolios.size() == 0) {
            throw new IllegalArgumentException("a monitor needs at least one portfolio; add one before building");
        }
        Check.length(Check.notNull(prices, "prices").length, scenarios.columns(), "prices");
        for (int j = 0; j < prices.length; j++) {
            RiskMonitor.price(prices[j], scenarios.universe().id(j));
        }
        return new RiskMonitor(scenarios, portfolios, limits, prices.clone());
    }
}
