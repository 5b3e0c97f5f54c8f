package io.trimtab.core.strategy.evidence;

import io.trimtab.core.statistics.StandardNormal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Searches with a known truth, and bounds for counts of chance. */
final class Searches {
    private Searches() {}

    /** Daily returns of standard deviation 1%; the first {@code skills.length} trials have these daily Sharpe ratios, the rest none. */
    static Trials normal(int trials, int periods, long seed, double... skills) {
        return withCommonPart(trials, periods, seed, 0, skills);
    }

    /** As {@link #normal}, each pair with a correlation. */
    static Trials withCommonPart(int trials, int periods, long seed, double correlation, double... skills) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] common = new double[periods];
        for (int t = 0; t < periods; t++) {
            common[t] = gaussian(random);
        }
        double[][] performance = new double[trials][periods];
        for (int k = 0; k < trials; k++) {
            double skill = k < skills.length ? skills[k] : 0;
            for (int t = 0; t < periods; t++) {
                double own = Math.sqrt(1 - correlation) * gaussian(random);
                performance[k][t] = 0.01 * (skill + Math.sqrt(correlation) * common[t] + own);
            }
        }
        return Trials.of(names(trials), performance);
    }

    /** Independent first-order autoregressions without skill. */
    static Trials autoregressive(int trials, int periods, long seed, double memory) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] performance = new double[trials][periods];
        for (double[] own : performance) {
            double last = gaussian(random) / Math.sqrt(1 - memory * memory);
            for (int t = 0; t < periods; t++) {
                last = memory * last + gaussian(random);
                own[t] = 0.01 * last;
            }
        }
        return Trials.of(names(trials), performance);
    }

    static List<String> names(int count) {
        List<String> names = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            names.add("s" + k);
        }
        return names;
    }

    static double gaussian(SplittableRandom random) {
        return StandardNormal.quantile(((random.nextLong() >>> 11) + 0.5) * 0x1p-53);
    }

    /** The smallest count that at most one in a thousand binomial variables exceeds. */
    static int binomialBound(int tries, double probability) {
        double mass = StrictMath.pow(1 - probability, tries);
        double sum = mass;
        int count = 0;
        while (sum < 0.999) {
            count++;
            mass *= (double) (tries - count + 1) / count * probability / (1 - probability);
            sum += mass;
        }
        return count;
    }
}
