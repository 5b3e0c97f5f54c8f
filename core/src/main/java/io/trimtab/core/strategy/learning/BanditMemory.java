package io.trimtab.core.strategy.learning;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/** What bandits know: how often each strategy was run, and what it earned, scaled to a reward from 0 to 1. */
final class BanditMemory implements Serializable {
    private static final long serialVersionUID = 1L;

    final double range;
    final int periods;
    final int[] runs;
    final double[] rewards;

    private BanditMemory(double range, int periods, int[] runs, double[] rewards) {
        this.range = range;
        this.periods = periods;
        this.runs = runs;
        this.rewards = rewards;
    }

    static BanditMemory over(int strategies, double range) {
        Check.atLeast(strategies, 1, "strategies");
        return new BanditMemory(Check.positive(range, "range"), 0, new int[strategies], new double[strategies]);
    }

    BanditMemory observe(double[] returns) {
        Check.length(Check.notNull(returns, "returns").length, runs.length, "returns");
        int[] nextRuns = runs.clone();
        double[] nextRewards = rewards.clone();
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isNaN(returns[i])) {
                double scaled = Check.finite(returns[i], "returns[" + i + "]") / range;
                nextRuns[i]++;
                nextRewards[i] += 0.5 + Math.max(-1, Math.min(1, scaled)) / 2;
            }
        }
        return new BanditMemory(range, periods + 1, nextRuns, nextRewards);
    }
}
