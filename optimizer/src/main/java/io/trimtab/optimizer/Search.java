package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.QuadraticSolver.Status;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the multipliers that a quadratic engine does not know: of bounds on quadratic forms, and of a ratio.
 *
 * <p>Legend: F the objective (of a ratio {@code w'Sw / 2}), G minus the numerator of a ratio, {@code Q_i = (w - b_i)'S_i
 * (w - b_i) / 2} with the bound {@code x_i^2 / 2}; {@code v = (a, b, theta_1, ...)} the factors of F, G and Q_i in what
 * the engine minimises. Only their proportions matter.
 *
 * <p><em>Bounds.</em> Where the optimum without the bound violates it, {@code w(s) = argmin s F + Q} is followed from s
 * = 0, the least Q, to the s where Q reaches its bound; Q grows with s, and theta = 1/s. Several bounds are nested: the
 * inner ones are kept for each s of the outer one, and the least value of a convex problem under bounds is convex in
 * theta, so that each search has one answer.
 *
 * <p><em>Soft bounds.</em> With {@code sigma = sqrt(2 Q)} and a price g(s) of the slack {@code s = sigma - x}, convex and
 * increasing, {@code theta sigma} is at most g' and equal to it where s > 0. As {@code g(sigma) = min over e of g'
 * (sigma^2 / e + e) / 2}, which is convex in both, {@code sigma(w(s)) / s} falls with s: the same search finds where it is
 * g', if that is further on the path than the bound itself. The price is in units of F, of a ratio in those of G.
 *
 * <p><em>Ratios.</em> {@code N / sqrt(w'Sw)} with concave N is stationary at {@code w(t) = argmin w'Sw / 2 - t N} where
 * {@code w'Sw = t N}: then, for every feasible v, {@code t N(v) <= t N(w) + (Sw)'(v - w) = (Sw)'v <= sqrt(w'Sw v'Sv)},
 * so that no feasible ratio is greater. Along the path the ratio rises while {@code w'Sw > t N} and falls after.
 *
 * <p>Both searches are of one number on a bracket. Where the path is a straight line, which it is between two changes of
 * the working set unless a ridge is in F or G, the chord through two of its points is the path, and its crossing is
 * calculated in closed form; bisection in between guards against many short pieces.
 */
final class Search {
    /** How near to a bound or to the stationary point of a ratio is near enough; relative. */
    private static final double NEAR = 2e-13;

    private static final int STEPS = 200;

    /** A variance below this part of what it would be if all assets moved together is none. */
    private static final double CANCELLED = 1e-13;

    /** Weights are fractions of equity: of a portfolio that is smaller than this altogether nothing is held. */
    static final double VANISHING = 1e-6;

    /** How much nearer to zero the next t is while nothing is known below. */
    private static final double DESCENT = 1.0 / 64;
    /** A portfolio of such weights, on a path that still rises, is leverage without end. */
    private static final double WIDEST = 1e6;

    /** The same if the piece of the path it is on rises for ever. */
    private static final double WIDE = 100;

    /** Two pieces of a path whose slopes differ by less than this part are one, and directions out of rows are in them. */
    private static final double SETTLED = 1e-7;

    /** A numerator without risk below this part of one with risk is rounding of it. */
    private static final double LEVEL = 1e-10;

    /** So much of all weights may be wrong with each. */
    private static final double LAST_BIT = 0x1p-52;

    /** How many points further on are looked at before one without risk is believed. */
    private static final int MOST_SUSPECTS = 6;

    /** Of weights as large as these rounding leaves nothing to go by. */
    private static final double LOST = 1e12;

    /** How often a solve may fail, whose answer is beyond the bound, before the search is given up. */
    private static final int MOST_LOST = 60;

    /** A bound that only an objective so many times as steep can reach is not reached. */
    private static final double STEEPEST = 1e8;

    private final Family family;
    private final List<LinearForm.Quadratic> bounds;
    private final Objective objective;
    private final double[] factors;
    /** The bound that cannot be kept and the least attainable, once that is known. */
    private int blocked = -1;

    private double least;
    /** How the last path to a soft bound went on and on. */
    private double[] endless = new double[0];

    Search(Family family, List<LinearForm.Quadratic> bounds, Objective objective) {
        this.family = family;
        this.bounds = bounds;
        this.objective = objective;
        this.factors = new double[2 + bounds.size()];
    }

    /** The factors of the parts at the last optimum. */
    double[] factors() {
        return factors;
    }

    /** After INFEASIBLE: the bound that the others and the rows leave no portfolio for, or -1 if the rows do. */
    int blocked() {
        return blocked;
    }

    double least() {
        return least;
    }

    // ---- bounds

    /** Minimises {@code a F + b G} under all bounds. */
    Status minimise(double a, double b) {
        double[] v = new double[factors.length];
        v[0] = a;
        v[1] = b;
        Status status = minimise(v, 0);
        System.arraycopy(v, 0, factors, 0, v.length);
        if (status == Status.OPTIMAL) {
            settle();
        }
        return status;
    }

    /** Writes down the slacks of soft bounds, and the multipliers that belong to them exactly. */
    void settle() {
        double[] w = family.weights();
        for (int k = 0; k < bounds.size(); k++) {
            LinearForm.Quadratic bound = bounds.get(k);
            double unit = factors[priced()];
            bound.fill(w);
            if (bound.slackOf(w) > 0 && unit > 0) {
                double at = bound.at(w);
                double asked = unit * bound.slack().slope(bound.slackOf(w)) / at;
                if (factors[2 + k] < asked * (1 - 1e-9)) {
                    w[bound.slack().position()] = 0; // at the bound, but for rounding
                } else {
                    factors[2 + k] = asked;
                }
            }
        }
    }

    /** The factor that prices of soft bounds are in units of. */
    private int priced() {
        return objective.ratio().isEmpty() ? 0 : 1;
    }

    /** After UNBOUNDED: directions in which a path to soft bounds went on; perhaps none. */
    double[] endless() {
        return endless.clone();
    }

    /** Finds the factors of the bounds from one on, those before being given; may scale all of them. */
    private Status minimise(double[] v, int from) {
        if (from == bounds.size()) {
            return family.solve(v);
        }
        boolean soft = bounds.get(from).isSoft();
        if (soft && v[priced()] == 0) {
            return minimise(v, from + 1); // at no price
        }
        double[] free = v.clone();
        Status status = minimise(free, from + 1);
        // rounding may be too much for an optimum that is far beyond the bound, but not for those within it
        boolean lost = status == Status.FAILED;
        if (status != Status.OPTIMAL && status != Status.UNBOUNDED && !lost) {
            return status;
        }
        if (status == Status.OPTIMAL && excess(from) <= NEAR) {
            System.arraycopy(free, 0, v, 0, v.length);
            return status;
        }
        boolean attained = status == Status.OPTIMAL;
        double most = attained ? bounds.get(from).at(family.weights()) : Double.POSITIVE_INFINITY;
        if (status == Status.UNBOUNDED && flat(bounds.get(from), family.ray())) {
            return status;
        }
        double[] prices = family.multipliers().clone();
        double[] only = new double[v.length];
        only[2 + from] = 1;
        status = minimise(only, from + 1);
        if (status != Status.OPTIMAL) {
            return status;
        }
        if (excess(from) > NEAR && !soft) {
            blocked = from;
            least = bounds.get(from).at(family.weights());
            return Status.INFEASIBLE;
        }
        status = follow(v, from, attained ? free : new double[0], most, prices);
        return lost && status == Status.UNBOUNDED ? Status.FAILED : status;
    }

    /** Whether a risk does not grow along a direction, but for rounding. */
    static boolean flat(LinearForm.Quadratic bound, double[] direction) {
        double spread = 0;
        for (int j = 0; j < direction.length; j++) {
            spread += Math.abs(direction[j]) * Math.sqrt(bound.risk().variance(j));
        }
        return Term.Quadratic.form(bound.risk(), direction, new double[0]) <= CANCELLED * square(spread);
    }

    /** By how much of the bound the last weights are above it. */
    private double excess(int bound) {
        return bounds.get(bound).at(family.weights()) / bounds.get(bound).limit() - 1;
    }

    /** From the least Q, where the last weights are, to where it is at its bound, or a soft one is paid for. */
    private Status follow(double[] v, int from, double[] free, double most, double[] prices) {
        LinearForm.Quadratic bound = bounds.get(from);
        Aim aim = new Aim(bound, v[priced()]);
        double[] only = new double[v.length];
        only[2 + from] = 1;
        double steepness = family.steepness(v);
        double own = Math.max(family.steepness(only), bound.limit() * largestVolatility(bound.risk()));
        double low = 0;
        double[] lowWeights = family.weights().clone();
        double high = Double.POSITIVE_INFINITY;
        double[] highWeights = lowWeights;
        double s = steepness > 0
                ? own / steepness
                : excess(from) > NEAR ? aim.paid(bound.at(lowWeights)) : Double.POSITIVE_INFINITY;
        double width = Double.POSITIVE_INFINITY;
        double[] at = v;
        int lost = 0;
        boolean measured = false;
        for (int step = 0; step < STEPS; step++) {
            if (high == Double.POSITIVE_INFINITY && !(s * steepness <= STEEPEST * own) && !aim.owes(s / 8, most)) {
                return tied(v, free, lowWeights, prices);
            }
            at = along(v, from, s);
            Status status = minimise(at, from + 1);
            if (status == Status.FAILED && !(high - low <= 4 * Math.ulp(low)) && ++lost < MOST_LOST) {
                high = s;
                measured = false;
                width = Double.POSITIVE_INFINITY;
                s = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : s * DESCENT;
                continue;
            }
            if (status != Status.OPTIMAL) {
                return status;
            }
            double off = aim.off(bound.at(family.weights()), s);
            if (Math.abs(off) <= NEAR || high - low <= 4 * Math.ulp(low)) {
                break;
            }
            if (off < 0) {
                low = s;
                endless = difference(family.weights(), lowWeights);
                lowWeights = family.weights().clone();
            } else {
                high = s;
                highWeights = family.weights().clone();
                measured = true;
            }
            if (high == Double.POSITIVE_INFINITY) {
                s *= 8;
            } else if (high - low <= 0.5 * width && measured) {
                width = high - low;
                s = low + aim.chord(lowWeights, highWeights, low, high) * (high - low);
                s = s > low && s < high ? s : 0.5 * (low + high);
            } else {
                width = high - low;
                s = low > 0 && high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : 0.5 * (low + high);
            }
        }
        System.arraycopy(at, 0, v, 0, v.length);
        return Status.OPTIMAL;
    }

    /** The objective does not ask for as much as the bound allows: of its optima, that of the least Q will do. */
    private Status tied(double[] v, double[] free, double[] weights, double[] prices) {
        if (free.length == 0) {
            return Status.UNBOUNDED;
        }
        System.arraycopy(free, 0, v, 0, v.length);
        family.takeOver(weights, prices);
        return Status.OPTIMAL;
    }

    private static double[] along(double[] v, int from, double s) {
        double[] out = new double[v.length];
        for (int k = 0; k < 2 + from; k++) {
            out[k] = s * v[k];
        }
        out[2 + from] = 1;
        return out;
    }

    /** Where a path to a bound is to end. */
    private static final class Aim {
        private final LinearForm.Quadratic bound;
        private final double target;
        /** What prices of a soft bound are multiplied by. */
        private final double unit;

        private Aim(LinearForm.Quadratic bound, double unit) {
            this.bound = bound;
            this.unit = unit;
            target = bound.limit() * (1 - NEAR);
        }

        /** Increasing along the path, and zero where it ends: relative to the bound or to the price. */
        private double off(double at, double s) {
            double hard = at / target - 1;
            if (!bound.isSoft() || hard <= 0) {
                return hard;
            }
            return Math.min(hard, s * unit * bound.slack().slope(Math.max(0, at - bound.limit())) / at - 1);
        }

        /** Whether the risk that is attained without the bound is not yet paid for at s, so that the end is further on. */
        private boolean owes(double s, double at) {
            return bound.isSoft()
                    && at < Double.POSITIVE_INFINITY
                    && !(s * unit * bound.slack().price() > at);
        }

        /** Where a risk above a soft bound is paid for, if it is the same all along the path. */
        private double paid(double at) {
            return at / (unit * bound.slack().slope(at - bound.limit()));
        }

        /** Where on the line between two points of the path the end is, as a fraction. */
        private double chord(double[] low, double[] high, double from, double to) {
            double[] d = difference(high, low);
            double one = square(bound.at(low));
            double two = square(bound.at(high));
            double curve = Term.Quadratic.form(bound.risk(), d, new double[0]);
            if (!bound.isSoft()) {
                return root(curve, two - one - curve, one - square(target));
            }
            double before = 0;
            double after = 1;
            for (double x = 0.5; x > before && x < after; x = 0.5 * (before + after)) {
                double at = Math.sqrt(Math.max(0, one + x * (two - one - curve + x * curve)));
                if (off(at, from + x * (to - from)) < 0) {
                    before = x;
                } else {
                    after = x;
                }
            }
            return after;
        }
    }

    /** The root of {@code a x^2 + b x + c} in (0, 1), where it changes sign. */
    private static double root(double a, double b, double c) {
        double discriminant = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        double q = -0.5 * (b + (b < 0 ? -discriminant : discriminant));
        double one = q / a;
        double two = c / q;
        return two > 0 && two < 1 ? two : one;
    }

    private static double[] difference(double[] x, double[] y) {
        double[] d = new double[x.length];
        for (int j = 0; j < d.length; j++) {
            d[j] = x[j] - y[j];
        }
        return d;
    }

    private static double square(double x) {
        return x * x;
    }

    // ---- ratios

    /** What came of a ratio. */
    enum Found {
        /** The greatest ratio. */
        OPTIMAL,
        /** A portfolio without risk has a positive numerator. */
        RISKLESS,
        /** The ratio grows with leverage without reaching its limit. */
        LEVERAGE,
        /** No feasible portfolio has a positive numerator. */
        NONE,
        /** The engine did not answer; see its status. */
        ENGINE
    }

    private Status engine = Status.OPTIMAL;
    private double[] climbed = new double[0];
    /** Of the bracket: points before (where the ratio still rises) and after (where it falls). */
    private final List<Point> before = new ArrayList<>();

    private final List<Point> after = new ArrayList<>();

    /** A point of the path. */
    private static final class Point {
        private final double t;
        private final double[] w;
        private final double variance;
        private final double gain;

        private Point(double t, double[] w, double variance, double gain) {
            this.t = t;
            this.w = w;
            this.variance = variance;
            this.gain = gain;
        }

        /** Positive where the ratio rises with t. */
        private double slope() {
            return variance - t * gain;
        }

        /** Whether the ratio falls by no more than rounding can explain, from where there is neither numerator nor risk. */
        private boolean level() {
            return gain > 0 && Math.abs(slope()) <= LEVEL * variance;
        }

        private boolean stationary() {
            return gain > 0 && Math.abs(slope()) <= 0.5 * NEAR * variance;
        }
    }

    /** After LEVERAGE: the direction in which the ratio still rises. */
    double[] climbed() {
        return climbed;
    }

    Status engine() {
        return engine;
    }

    /** Maximises the ratio of {@code -G} to the root of {@code 2 F}. */
    Found ratio() {
        engine = minimise(1, 0);
        if (engine != Status.OPTIMAL) {
            return Found.ENGINE;
        }
        Point start = point(0);
        if (riskless(start)) {
            return Found.RISKLESS;
        }
        if (start.gain > rounding(start.w) && start.variance > 0) {
            before.add(start);
            return climb(start.variance / start.gain);
        }
        engine = minimise(0, 1);
        double far = Double.NaN;
        if (engine == Status.OPTIMAL) {
            Point best = point(Double.POSITIVE_INFINITY);
            if (best.gain <= rounding(best.w)) {
                return Found.NONE;
            }
            far = best.variance / best.gain;
        } else if (engine != Status.UNBOUNDED) {
            return Found.ENGINE;
        }
        before.add(start);
        double steep = family.steepness(new double[] {0, 1});
        double volatility = largestVolatility(objective.ratio().get(0).risk());
        double near = steep > 0 && volatility > 0 ? volatility * volatility / steep : 1;
        return climb(far > 0 && far < near ? far : near);
    }

    /** Finds a point where the ratio falls, then the top between. */
    private Found climb(double first) {
        double t = first;
        double limit = Double.NaN;
        int suspects = 0;
        for (int step = 0; step < STEPS; step++) {
            engine = minimise(1, t);
            if (suspects > 0 && (engine == Status.UNBOUNDED || engine == Status.FAILED)) {
                engine = Status.OPTIMAL; // at the last suspect, whose weights are still there
                return Found.RISKLESS;
            }
            if (engine == Status.UNBOUNDED) {
                return Found.RISKLESS;
            }
            if (engine != Status.OPTIMAL) {
                return Found.ENGINE;
            }
            Point at = point(t);
            if (riskless(at)) { // or too near to a portfolio without risk to be told from it
                if (suspects++ == MOST_SUSPECTS) {
                    return Found.RISKLESS;
                }
                t *= 1 / DESCENT;
                continue;
            }
            if (at.stationary()) {
                return Found.OPTIMAL;
            }
            if (at.slope() < 0) {
                after.add(at);
                return between();
            }
            // on one piece of the path variance = A + C t^2 and gain = G + C t, so that the ratio is stationary at A /
            // G
            double c = (at.gain - before.get(0).gain) / (at.t - before.get(0).t);
            double g = at.gain - at.t * c;
            climbed = difference(at.w, before.get(0).w);
            double from = before.get(0).t;
            before.set(0, at);
            double wide = widest(at.w);
            double slope = c * (at.t - from) / Math.sqrt(form(climbed));
            boolean settled = Math.abs(slope - limit) <= SETTLED * Math.abs(slope);
            limit = slope;
            if ((wide > WIDEST || (wide > WIDE && g <= 1e-9 * at.gain)) && settled && nothingEndsIt()) {
                return Found.LEVERAGE;
            }
            if (wide > LOST) {
                return Found.ENGINE;
            }
            double reach = g > 0 ? (at.variance - at.t * at.t * c) / g : at.gain > 0 ? at.variance / at.gain : 0;
            t = Math.max(2 * t, Math.min(reach, 64 * t));
        }
        return Found.ENGINE;
    }

    /** Whether nothing ends the direction in which the ratio still rises. */
    private boolean nothingEndsIt() {
        boolean free = family.staysInside(climbed, SETTLED);
        for (LinearForm.Quadratic bound : bounds) {
            free &= bound.isSoft() || flat(bound, climbed);
        }
        return free;
    }

    private double form(double[] w) {
        return Term.Quadratic.form(objective.ratio().get(0).risk(), w, new double[0]);
    }

    private Found between() {
        Point low = before.get(0);
        Point high = after.get(0);
        double width = Double.POSITIVE_INFINITY;
        double level = high.level() ? high.t : 0; // the first such point, as rounding grows towards no risk
        for (int step = 0; step < STEPS; step++) {
            double span = high.t - low.t;
            // at the top t is variance over gain, of which the one is least at low and the other greatest at high
            double least = Math.max(low.t, low.variance / high.gain * (1 - NEAR));
            double t = 0.5 * (low.t + high.t);
            if (least < DESCENT * high.t) {
                t = Math.max(least, DESCENT * high.t);
            } else if (span <= 0.5 * width) {
                double trial = low.t + meeting(low, high) * span;
                t = trial > low.t && trial < high.t ? trial : t;
            } else if (high.t > 4 * least) {
                t = Math.sqrt(least) * Math.sqrt(high.t);
            }
            width = span;
            engine = minimise(1, t);
            if (engine != Status.OPTIMAL) {
                return Found.ENGINE;
            }
            Point at = point(t);
            if (riskless(at)) {
                return level > 0 ? again(level) : Found.RISKLESS;
            }
            if (at.stationary() || span <= 4 * Math.ulp(high.t) || gross(at.w) < VANISHING) {
                return Found.OPTIMAL;
            }
            if (at.slope() > 0) {
                low = at;
            } else {
                high = at;
                level = level == 0 && at.level() ? at.t : level;
            }
        }
        return Found.OPTIMAL;
    }

    /**
     * All the way from a portfolio without risk, and without numerator but for rounding, the ratio is the same: of cash that
     * earns the risk-free rate there may be as much as one likes. Any point of that way is an optimum.
     */
    private Found again(double t) {
        engine = minimise(1, t);
        return engine == Status.OPTIMAL ? Found.OPTIMAL : Found.ENGINE;
    }

    /** Where on the chord the variance is t times the numerator, taken as linear, as a fraction. */
    private double meeting(Point low, Point high) {
        double curve = Term.Quadratic.form(objective.ratio().get(0).risk(), difference(high.w, low.w), new double[0]);
        double rise = high.t - low.t;
        double gain = high.gain - low.gain;
        double a = curve - rise * gain;
        double b = high.variance - low.variance - curve - rise * low.gain - low.t * gain;
        return root(a, b, low.slope());
    }

    private Point point(double t) {
        double[] w = family.weights().clone();
        double variance = Term.Quadratic.form(objective.ratio().get(0).risk(), w, new double[0]);
        return new Point(t, w, variance, objective.numerator(w));
    }

    /**
     * Whether a portfolio has a positive numerator and no risk but for rounding: of terms that cancel, or of weights, whose
     * last bits no portfolio is free of.
     */
    private boolean riskless(Point at) {
        return at.gain > rounding(at.w) && riskless(at.w);
    }

    boolean riskless(double[] weights) {
        return Riskless.is(objective.ratio().get(0).risk(), weights);
    }

    static double gross(double[] w) {
        double sum = 0;
        for (double x : w) {
            sum += Math.abs(x);
        }
        return sum;
    }

    /** What rounding may leave of the numerator: of terms that cancel, or of weights that are nothing but last bits. */
    private double rounding(double[] w) {
        double sum = Math.abs(objective.ratio().get(0).constant());
        double held = 0;
        for (Term term : objective.terms()) {
            if (term instanceof Term.Linear linear) {
                for (int j = 0; j < w.length; j++) {
                    sum += Math.abs(linear.coefficients()[j] * w[j]);
                    held += w[j] == 0 ? 0 : Math.abs(linear.coefficients()[j]);
                }
            }
        }
        return 1e-13 * sum + LAST_BIT * gross(w) * held;
    }

    private static double largestVolatility(RiskModel risk) {
        double largest = 0;
        for (int j = 0; j < risk.universe().size(); j++) {
            largest = Math.max(largest, risk.variance(j));
        }
        return Math.sqrt(largest);
    }

    private static double widest(double[] w) {
        double largest = 0;
        for (double x : w) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }
}
