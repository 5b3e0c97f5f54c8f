package io.trimtab.core.regime;

/** EM from one starting point. */
final class EmClimb {
    final int start;
    private final HmmSettings settings;
    private final ForwardBackward pass;
    private final double[] z;
    GaussianHmm model;
    double likelihood = Double.NEGATIVE_INFINITY;
    double gain = Double.POSITIVE_INFINITY;
    boolean converged;
    int iterations;

    EmClimb(int start, GaussianHmm model, HmmSettings settings, ForwardBackward pass) {
        this.start = start;
        this.model = model;
        this.settings = settings;
        this.pass = pass;
        this.z = pass.observations();
    }

    /** Steps until convergence or a total number of steps. */
    void advance(int until, HmmEffort effort) {
        while (!converged && iterations < until) {
            effort.step();
            double reached = pass.run(model);
            iterations++;
            if (!Double.isFinite(reached)) {
                likelihood = Double.NaN;
                break;
            }
            double before = gain;
            gain = reached - likelihood;
            likelihood = reached;
            converged = settled(before);
            if (!converged) {
                model = new HmmMaximisation(settings, z, pass).next(model);
            }
        }
        effort.climbEnded();
    }

    /**
     * Whether what is left to gain is below the tolerance, by Aitken's extrapolation of a geometric series of gains
     * (Boehning et al. 1994): a small last gain alone may mean a slow climb far from the top.
     */
    private boolean settled(double before) {
        if (settings.states() == 1 && iterations > 1) {
            return true;
        }
        // What is left is rounding of the sum over the series.
        if (Math.abs(gain) <= 1e-12 * Math.abs(likelihood)) {
            return true;
        }
        double ratio = gain / before;
        // In size: floors and the stationary first bar may let a step lose, and a fall is no convergence.
        return Math.abs(gain) < settings.tolerance()
                && ratio > 0
                && ratio < 1
                && Math.abs(gain) * ratio / (1 - ratio) < settings.tolerance();
    }

    double[] expectedBars() {
        pass.run(model);
        double[] bars = new double[model.states];
        for (int i = 0; i < pass.gamma.length; i++) {
            bars[i % bars.length] += pass.gamma[i];
        }
        return bars;
    }

    double fewestBars() {
        double fewest = Double.POSITIVE_INFINITY;
        for (double bars : expectedBars()) {
            fewest = Math.min(fewest, bars);
        }
        return fewest;
    }
}
