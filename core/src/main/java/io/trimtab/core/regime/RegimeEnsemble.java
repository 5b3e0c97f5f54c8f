package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A {@link RegimeModel} that pools the beliefs of several: linearly, p = sum_m w_m p_m, which keeps every member's doubts,
 * or logarithmically, p proportional to prod_m p_m^w_m, which is sharper where they agree and lets each member veto
 * (Genest and Zidek 1986).
 *
 * <p>Members that know nothing, or throw, do not count; the weights of the others are divided by their sum. If the members
 * that know hold less than half of the weight, the ensemble knows nothing. A regime that a member does not speak of has
 * probability zero for it; the logarithmic pool counts no probability as less than 0.001. Regimes stand in the order of
 * their names. As thread-safe as its members.
 *
 * <pre>{@code
 * RegimeModel model = RegimeEnsemble.linear().with(hmm, 2).with(rules, 1);
 * }</pre>
 */
public final class RegimeEnsemble implements RegimeModel {
    private static final double QUORUM = 0.5;
    private static final double LEAST = 1e-3;

    private final OpinionPool pool;
    private final List<RegimeModel> members;
    private final List<Double> weights;

    private RegimeEnsemble(OpinionPool pool, List<RegimeModel> members, List<Double> weights) {
        this.pool = pool;
        this.members = members;
        this.weights = weights;
    }

    /**
     * An ensemble by weighted averages, without members.
     *
     * @return the ensemble
     */
    public static RegimeEnsemble linear() {
        return of(OpinionPool.LINEAR);
    }

    /**
     * An ensemble by weighted geometric averages, without members.
     *
     * @return the ensemble
     */
    public static RegimeEnsemble logarithmic() {
        return of(OpinionPool.LOGARITHMIC);
    }

    /**
     * An ensemble without members.
     *
     * @param pool how beliefs are pooled
     * @return the ensemble
     */
    public static RegimeEnsemble of(OpinionPool pool) {
        return new RegimeEnsemble(Check.notNull(pool, "pool"), List.of(), List.of());
    }

    /**
     * The same ensemble with one more member.
     *
     * @param member the model
     * @param weight how much it counts, positive
     * @return the ensemble
     */
    public RegimeEnsemble with(RegimeModel member, double weight) {
        List<RegimeModel> more = new ArrayList<>(members);
        more.add(Check.notNull(member, "member"));
        List<Double> heavier = new ArrayList<>(weights);
        heavier.add(Check.positive(weight, "weight"));
        return new RegimeEnsemble(pool, List.copyOf(more), List.copyOf(heavier));
    }

    @Override
    public String name() {
        return pool == OpinionPool.LINEAR ? "linear ensemble" : "logarithmic ensemble";
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        Check.notNull(history, "history");
        Check.notNull(asOf, "asOf");
        List<RegimeBelief> beliefs = new ArrayList<>(members.size());
        for (RegimeModel member : members) {
            beliefs.add(ask(member, history, asOf));
        }
        return pooled(beliefs, asOf);
    }

    /**
     * Pools what the members were already heard to say, as {@link #believe} does: beliefs of filters that follow the market
     * bar by bar, for instance.
     *
     * @param beliefs one a member, in the order in which they joined; none later than the date
     * @param asOf the date
     * @return the belief, possibly unknown
     * @throws IllegalArgumentException if there are not as many beliefs as members, or one is later
     */
    public RegimeBelief pool(List<RegimeBelief> beliefs, LocalDate asOf) {
        List<RegimeBelief> own = Check.copy(beliefs, "beliefs");
        Check.length(own.size(), members.size(), "beliefs");
        Check.notNull(asOf, "asOf");
        for (RegimeBelief belief : own) {
            if (belief.asOf().isAfter(asOf)) {
                throw new IllegalArgumentException("beliefs must not be later than " + asOf + ", was that of "
                        + belief.model() + " of " + belief.asOf());
            }
        }
        return pooled(own, asOf);
    }

    private RegimeBelief pooled(List<RegimeBelief> beliefs, LocalDate asOf) {
        List<RegimeBelief> known = new ArrayList<>();
        List<Double> ofKnown = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<Regime> regimes = new ArrayList<>();
        double all = 0;
        double told = 0;
        for (int m = 0; m < members.size(); m++) {
            all += weights.get(m);
            RegimeBelief belief = beliefs.get(m);
            for (Regime regime : belief.regimes()) {
                if (regime.isKnown() && !regimes.contains(regime)) {
                    regimes.add(regime);
                }
            }
            if (belief.isKnown()) {
                known.add(belief);
                ofKnown.add(weights.get(m));
                told += weights.get(m);
            } else {
                silent.add(belief.model() + " (" + belief.note() + ")");
            }
        }
        regimes.sort(null);
        if (!(told > 0 && told >= QUORUM * all)) {
            String why = members.isEmpty() ? "no members" : "too few members know: not " + String.join(", ", silent);
            return RegimeBelief.unknown(regimes, name(), asOf, why);
        }
        double[] p = probabilities(regimes, known, ofKnown);
        RegimeBelief belief = RegimeBelief.of(regimes, p, name(), asOf);
        int duration = 1;
        for (RegimeBelief member : known) {
            if (member.mostLikely().equals(belief.mostLikely())) {
                duration = Math.max(duration, member.durationBars());
            }
        }
        return belief.withDuration(duration);
    }

    private static RegimeBelief ask(RegimeModel member, ReturnPanel history, LocalDate asOf) {
        try {
            return Check.notNull(member.believe(history, asOf), "belief of " + member.name());
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException broken) {
            return RegimeBelief.unknown(List.of(), member.name(), asOf, "failed: " + broken);
        }
    }

    private double[] probabilities(List<Regime> regimes, List<RegimeBelief> known, List<Double> ofKnown) {
        double[] w = new double[known.size()];
        double[] q = new double[known.size() * regimes.size()];
        for (int m = 0; m < w.length; m++) {
            w[m] = ofKnown.get(m);
            for (int k = 0; k < regimes.size(); k++) {
                q[m * regimes.size() + k] = known.get(m).probability(regimes.get(k));
            }
        }
        double[] p = new double[regimes.size()];
        poolInto(pool, q, w, p);
        return p;
    }

    /** Pools rows of probabilities, one a member; members of weight 0 do not count. Allocates nothing. */
    static void poolInto(OpinionPool pool, double[] q, double[] weights, double[] out) {
        double told = 0;
        for (double weight : weights) {
            told += weight;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < out.length; k++) {
            out[k] = 0;
            for (int m = 0; m < weights.length; m++) {
                if (weights[m] > 0) {
                    double p = q[m * out.length + k];
                    double w = weights[m] / told;
                    out[k] += w * (pool == OpinionPool.LINEAR ? p : StrictMath.log(Math.max(LEAST, p)));
                }
            }
            largest = Math.max(largest, out[k]);
        }
        double sum = 0;
        for (int k = 0; k < out.length; k++) {
            out[k] = pool == OpinionPool.LINEAR ? out[k] : StrictMath.exp(out[k] - largest);
            sum += out[k];
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = Math.min(1, out[k] / sum);
        }
    }

    @Override
    public String toString() {
        return "RegimeEnsemble[" + pool + " of " + members + " with weights " + weights + "]";
    }
}
