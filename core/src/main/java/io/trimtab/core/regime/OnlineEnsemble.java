package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the state of a series bar by bar with several filters whose states mean the same, and pools what they say as {@link
 * RegimeEnsemble} pools beliefs: O(members x K^2) a bar, without allocation.
 *
 * <p>A member counts from when it is ready. One that refuses an observation keeps its probabilities of the bar before, and
 * counts with them. Not thread-safe: one per thread, with filters of its own.
 *
 * <pre>{@code
 * OnlineEnsemble both = OnlineEnsemble.of(OpinionPool.LINEAR, 2).with(hmm.onlineFilter(), 2).with(switching.onlineFilter(), 1);
 * both.update(todaysReturn);
 * both.probability(1);
 * }</pre>
 */
public final class OnlineEnsemble {
    private final OpinionPool pool;
    private final StateFilter[] members;
    private final double[] weights;
    private final double[] counting;
    private final double[] opinions;
    private final double[] probabilities;
    private boolean ready;
    private int mostLikely;
    private int duration;

    private OnlineEnsemble(OpinionPool pool, int states, StateFilter[] members, double[] weights) {
        this.pool = pool;
        this.members = members;
        this.weights = weights;
        this.counting = new double[weights.length];
        this.opinions = new double[weights.length * states];
        this.probabilities = new double[states];
    }

    /**
     * An ensemble without members.
     *
     * @param pool how probabilities are pooled
     * @param states K, at least 1
     * @return the ensemble
     */
    public static OnlineEnsemble of(OpinionPool pool, int states) {
        return new OnlineEnsemble(
                Check.notNull(pool, "pool"), Check.atLeast(states, 1, "states"), new StateFilter[0], new double[0]);
    }

    /**
     * An ensemble of these and one more member, before its first bar.
     *
     * @param filter the filter, which from now on belongs to the ensemble; of as many states, which mean the same
     * @param weight how much it counts, positive
     * @return the ensemble
     * @throws IllegalArgumentException if the filter has another number of states or is a member already, or the weight is
     *     not positive
     */
    public OnlineEnsemble with(StateFilter filter, double weight) {
        Check.notNull(filter, "filter");
        Check.length(filter.states(), probabilities.length, "states of filter");
        for (StateFilter member : members) {
            if (member == filter) {
                throw new IllegalArgumentException("filter must not be a member already: it would take each bar twice");
            }
        }
        StateFilter[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = filter;
        double[] heavier = Arrays.copyOf(weights, weights.length + 1);
        heavier[weights.length] = Check.positive(weight, "weight");
        return new OnlineEnsemble(pool, probabilities.length, more, heavier);
    }

    /**
     * Takes one observation.
     *
     * @param observation a finite value
     * @throws IllegalArgumentException if the observation is not finite, or every member refuses it; all are then as before
     * @throws IllegalStateException if there is no member
     */
    public void update(double observation) {
        Check.finite(observation, "observation");
        if (members.length == 0) {
            throw new IllegalStateException("an ensemble without members cannot follow anything; add one");
        }
        int refused = 0;
        for (StateFilter member : members) {
            try {
                member.update(observation);
            } catch (IllegalArgumentException outOfReach) {
                if (++refused == members.length) {
                    throw outOfReach;
                }
            }
        }
        pool();
    }

    private void pool() {
        int k = probabilities.length;
        ready = false;
        for (int m = 0; m < members.length; m++) {
            boolean counts = members[m].isReady();
            ready |= counts;
            counting[m] = counts ? weights[m] : 0;
            for (int s = 0; counts && s < k; s++) {
                opinions[m * k + s] = members[m].probability(s);
            }
        }
        if (ready) {
            RegimeEnsemble.poolInto(pool, opinions, counting, probabilities);
            int largest = 0;
            for (int s = 1; s < k; s++) {
                if (probabilities[s] > probabilities[largest]) {
                    largest = s;
                }
            }
            duration = duration > 0 && largest == mostLikely ? duration + 1 : 1;
            mostLikely = largest;
        }
    }

    /**
     * Whether there are probabilities.
     *
     * @return true from the first bar after which a member has some
     */
    public boolean isReady() {
        return ready;
    }

    /**
     * The probability of a state now.
     *
     * @param state from 0 to K - 1
     * @return the probability
     * @throws IllegalStateException if no member was ready at the last bar
     */
    public double probability(int state) {
        Check.index(state, probabilities.length, "state");
        if (!ready) {
            throw new IllegalStateException("no probability yet: no member has taken all its lags");
        }
        return probabilities[state];
    }

    /**
     * The belief now, with each state as a regime.
     *
     * @param regimes one regime a state, none twice
     * @param name the ensemble's name
     * @param asOf the date of the last bar
     * @return the belief, with the time for which its most likely regime has been the most likely one
     * @throws IllegalStateException if no member was ready at the last bar
     */
    public RegimeBelief belief(List<Regime> regimes, String name, LocalDate asOf) {
        Check.notNull(regimes, "regimes");
        Check.notNull(name, "name");
        Check.notNull(asOf, "asOf");
        probability(0);
        return RegimeBelief.of(regimes, probabilities, name, asOf).withDuration(duration);
    }

    @Override
    public String toString() {
        return "OnlineEnsemble[" + pool + " of " + members.length + " filters with weights " + Arrays.toString(weights)
                + "]";
    }
}
