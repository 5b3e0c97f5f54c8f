package io.trimtab.docs.strategies;

import java.util.List;

/** The candidates of the demo: real rules with their usual parameters, chosen before looking at this history. */
public final class Candidates {
    private static final int HOLDINGS = 5;
    private static final double CAP = 0.15;

    private Candidates() {}

    /**
     * All candidates.
     *
     * @return the rules, the benchmark first
     */
    public static List<CandidateStrategy> all() {
        return List.of(
                benchmark(),
                new Momentum(1, 0, HOLDINGS),
                new Momentum(3, 0, HOLDINGS),
                new Momentum(6, 0, HOLDINGS),
                new Momentum(12, 0, HOLDINGS),
                new Momentum(12, 1, HOLDINGS),
                new DualMomentum(12, HOLDINGS),
                new TimeSeriesMomentum(12, CAP),
                new MovingAverageCross(20, 100),
                new MovingAverageCross(50, 200),
                new DonchianBreakout(20, 10),
                new DonchianBreakout(55, 20),
                new MeanReversion(5, HOLDINGS),
                new MeanReversion(21, HOLDINGS),
                new LongTermReversal(5, HOLDINGS),
                new VolatilityManaged(21, 0.05),
                new InverseVolatility(63, CAP),
                new LowVolatility(252, HOLDINGS),
                new MinimumVariance(252, CAP));
    }

    /**
     * What the others are measured against.
     *
     * @return equal weights
     */
    public static CandidateStrategy benchmark() {
        return new EqualWeight();
    }
}
