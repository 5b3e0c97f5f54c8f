package io.trimtab.optimizer.solver;

/** Chooses which assets the active-set method looks at: those that would improve the objective most. */
final class Sieve {
    private final QuadraticProgram p;
    private final Pricing pricing;
    private final int[] chosen;
    private final double[] score;

    Sieve(QuadraticProgram p, Pricing pricing) {
        this.p = p;
        this.pricing = pricing;
        int room = p.n > Pricing.SMALL ? p.n : 0; // else everything is a candidate from the beginning
        chosen = new int[room];
        score = new double[room];
    }

    /** Prices all assets and adds the most promising as candidates; returns how many. */
    int extend(ActiveSet active, int members) {
        if (active.candidates() == p.n) {
            return 0;
        }
        double least = ActiveSet.DUAL_TOLERANCE * pricing.scale;
        double floor = p.largestVolatility > 0 ? 1e-4 * p.largestVolatility : 1;
        int found = 0;
        for (int j = 0; j < p.n; j++) {
            if (!active.isCandidate(j)) {
                double gain = pricing.improvement(j);
                if (gain > least) {
                    chosen[found] = j;
                    score[j] = gain / Math.max(floor, p.volatility[j]);
                    found++;
                }
            }
        }
        int most = Math.max(48, Math.max(members, active.candidates() / 2));
        if (found > most) {
            found = inOrder(select(found, most));
        }
        for (int k = 0; k < found; k++) {
            active.add(chosen[k]);
        }
        return found;
    }

    /** Puts {@code chosen[0..count)} in order of position; Arrays.sort would make objects on newer JDKs. */
    private int inOrder(int count) {
        for (int k = 0; k < count; k++) {
            score[chosen[k]] = -1;
        }
        int next = 0;
        for (int j = 0; next < count; j++) {
            if (score[j] == -1) {
                score[j] = 0;
                chosen[next++] = j;
            }
        }
        return count;
    }

    /** Partitions {@code chosen[0..found)} so that the {@code most} highest scores come first; ties by position. */
    private int select(int found, int most) {
        int low = 0;
        int high = found - 1;
        while (low < high) {
            double pivot = score[chosen[(low + high) >>> 1]];
            int i = low;
            int j = high;
            while (i <= j) {
                while (score[chosen[i]] > pivot) {
                    i++;
                }
                while (score[chosen[j]] < pivot) {
                    j--;
                }
                if (i <= j) {
                    int t = chosen[i];
                    chosen[i++] = chosen[j];
                    chosen[j--] = t;
                }
            }
            if (most - 1 <= j) {
                high = j;
            } else if (most - 1 >= i) {
                low = i;
            } else {
                break;
            }
        }
        return most;
    }
}
