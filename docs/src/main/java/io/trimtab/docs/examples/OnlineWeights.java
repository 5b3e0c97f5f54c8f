package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.optimizer.online.BestRebalanced;
import io.trimtab.optimizer.online.OnlineNewton;
import io.trimtab.optimizer.online.OnlineRule;
import java.util.Locale;

/** Weights that learn period by period, and what would have been best in hindsight. */
public final class OnlineWeights {
    private OnlineWeights() {}

    /**
     * Follows a rule through a history.
     *
     * @param returns the history
     * @return what it earned beside the best constant weights
     */
    public static String follow(ReturnPanel returns) {
        OnlineRule rule = OnlineNewton.over(returns.columns());
        double[] period = new double[returns.columns()];
        double wealth = 1;
        for (int t = 0; t < returns.rows(); t++) {
            returns.rowInto(t, period, 0);
            double[] weights = rule.weights();
            double growth = 1;
            for (int i = 0; i < period.length; i++) {
                growth += weights[i] * period[i];
            }
            wealth *= growth;
            rule = rule.observe(period);
        }
        BestRebalanced best = BestRebalanced.of(returns);
        return String.format(Locale.ROOT, "%.2f, at most %.2f in hindsight", wealth, best.wealth());
    }
}
