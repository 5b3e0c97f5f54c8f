package io.trimtab.optimizer.solver;

/**
 * Finds weights that satisfy all rows and bounds, or proves that there are none.
 *
 * <p>A primal simplex method that minimises the sum of the row violations from any point of the box: the working set of
 * the engine with S = 0, where as many assets are free as rows are held. A violated row adds its coefficients to the
 * gradient, a move stops where it becomes satisfied. Among equally good assets the one that looks cheapest for the
 * objective enters, so that the first feasible point is a fair start. Degenerate steps switch to Bland's rule, under
 * which the method is finite.
 *
 * <p>When no move reduces the violations further, the multipliers are a Farkas certificate: a combination of the rows
 * that no point of the box can satisfy.
 */
final class PhaseOne {
    enum Result {
        FEASIBLE,
        INFEASIBLE,
        STOPPED,
        STUCK
    }

    private final StepLength ratio = new StepLength();
    private double[] rhs = new double[0];
    private double[] response = new double[0];
    private double[] weightOf = new double[0];
    private double[] preference = new double[0];
    private int degenerate;
    private int crossing;
    int iterations;

    /** After INFEASIBLE: the multiplier of each scaled row in the certificate. */
    double[] certificate() {
        return weightOf;
    }

    Result run(Iterate at, WorkingSet set, Limits limits) {
        QuadraticProgram p = at.p;
        reserve(p);
        set.flat(true);
        iterations = 0;
        degenerate = 0;
        int most = 50 * (p.m + 10) + 20 * p.n;
        while (true) {
            if (!gradient(at, set)) {
                return Result.FEASIBLE;
            }
            int entering = price(at, degenerate > 2 * p.m + 10);
            if (entering < 0) {
                for (int i = 0; i < p.m; i++) {
                    weightOf[i] = -weightOf[i];
                }
                return Result.INFEASIBLE;
            }
            if (limits.reached()) {
                return Result.STOPPED;
            }
            if (++iterations > most || !move(at, set, entering)) {
                return Result.STUCK;
            }
        }
    }

    private void reserve(QuadraticProgram p) {
        int room = 2 * p.m + 2;
        if (rhs.length < room) {
            rhs = new double[room];
            response = new double[room];
        }
        if (weightOf.length < p.m) {
            weightOf = new double[p.m];
        }
        if (preference.length < p.n) {
            preference = new double[p.n];
        }
        for (int j = 0; j < p.n; j++) {
            double width = Math.min(1, p.upper[j] - p.lower[j]);
            preference[j] = p.q[j] + 0.5 * p.volatility[j] * p.volatility[j] * width;
        }
    }

    /** Sets the combination of rows whose coefficients are the reduced gradient; false if no row is violated. */
    private boolean gradient(Iterate at, WorkingSet set) {
        QuadraticProgram p = at.p;
        boolean violated = false;
        for (int i = 0; i < p.m; i++) {
            double violation = at.rowState[i] == Iterate.SLACK ? at.violation(i) : 0;
            weightOf[i] = Math.signum(violation);
            violated |= violation != 0;
        }
        if (!violated) {
            return false;
        }
        int size = set.size();
        for (int k = 0; k < size; k++) {
            int code = set.code(k);
            rhs[k] = code < p.n ? -combination(at, code) : 0;
        }
        set.solve(rhs, response);
        for (int k = 0; k < size; k++) {
            int code = set.code(k);
            if (code >= p.n) {
                at.y[code - p.n] = -response[k];
            }
        }
        for (int k = 0; k < size; k++) {
            int code = set.code(k);
            if (code >= p.n) {
                weightOf[code - p.n] = -at.y[code - p.n];
            }
        }
        return true;
    }

    private double combination(Iterate at, int asset) {
        double sum = 0;
        double[] a = at.segments.a;
        QuadraticProgram p = at.p;
        int m = p.m;
        int end = p.rowsEnd(asset);
        for (int k = p.rowsBegin(asset); k < end; k++) {
            int i = p.rowsOf[k];
            sum = Math.fma(weightOf[i], a[asset * m + i], sum);
        }
        return sum;
    }

    private int price(Iterate at, boolean bland) {
        QuadraticProgram p = at.p;
        double total = 1;
        for (int i = 0; i < p.m; i++) {
            total += Math.abs(weightOf[i]);
        }
        double tolerance = 1e-12 * total;
        crossing = 0;
        return p.m == 1 && !at.segments.kinked() && !bland
                ? priceOneRow(at, tolerance)
                : priceAll(at, tolerance, bland);
    }

    /** What {@link #priceAll} comes to for one row and no breakpoints, where many gains are equal. */
    private int priceOneRow(Iterate at, double tolerance) {
        QuadraticProgram p = at.p;
        double weight = weightOf[0];
        double best = tolerance;
        int entering = -1;
        for (int j = 0; j < p.n; j++) {
            byte state = at.state[j];
            double d = weight * p.a[j];
            double gain = state == Iterate.PARKED ? Math.abs(d) : Iterate.INWARDS[state] * d;
            if (gain >= best
                    && (gain > best || (entering >= 0 && preferred(j, entering, d)))
                    && p.lower[j] != p.upper[j]) {
                best = gain;
                entering = j;
            }
        }
        return priceRows(at, best, entering, false);
    }

    private int priceAll(Iterate at, double tolerance, boolean bland) {
        QuadraticProgram p = at.p;
        double best = tolerance;
        int entering = -1;
        for (int j = 0; j < p.n; j++) {
            byte state = at.state[j];
            if (state == Iterate.FREE || p.lower[j] == p.upper[j]) {
                continue;
            }
            double d = combination(at, j);
            double gain = state == Iterate.AT_LOWER ? -d : state == Iterate.AT_UPPER ? d : Math.abs(d);
            int across = 0;
            if (at.segments.kinked(j)) {
                across = at.across(j);
                double there = across == 0 ? d : d + at.segments.bend(j, across, weightOf);
                if (-across * there > gain) {
                    gain = -across * there;
                    d = there;
                } else {
                    across = 0;
                }
            }
            if (gain > best || (gain == best && entering >= 0 && preferred(j, entering, d))) {
                best = gain;
                entering = j;
                crossing = across;
                if (bland) {
                    return j;
                }
            }
        }
        return priceRows(at, best, entering, bland);
    }

    private int priceRows(Iterate at, double bestAsset, int bestCode, boolean bland) {
        QuadraticProgram p = at.p;
        double best = bestAsset;
        int entering = bestCode;
        for (int i = 0; i < p.m; i++) {
            byte state = at.rowState[i];
            if (state != Iterate.SLACK && p.rowLower[i] != p.rowUpper[i]) {
                double gain = state == Iterate.AT_LOWER ? -at.y[i] : at.y[i];
                if (gain > best) {
                    best = gain;
                    entering = p.n + i;
                    crossing = 0;
                    if (bland) {
                        return entering;
                    }
                }
            }
        }
        return entering;
    }

    private boolean preferred(int j, int other, double d) {
        return d < 0 ? preference[j] < preference[other] : preference[j] > preference[other];
    }

    private boolean move(Iterate at, WorkingSet set, int entering) {
        QuadraticProgram p = at.p;
        boolean asset = entering < p.n;
        double factor;
        double flip;
        if (crossing != 0) {
            Moves.cross(at, entering, crossing);
        }
        if (asset) {
            Segments s = at.segments;
            boolean up = at.state[entering] == Iterate.AT_LOWER
                    || (at.state[entering] == Iterate.PARKED && combination(at, entering) < 0);
            factor = up ? 1 : -1;
            flip = up ? s.upper[entering] - at.w[entering] : at.w[entering] - s.lower[entering];
        } else {
            int i = entering - p.n;
            factor = at.rowState[i] == Iterate.AT_LOWER ? 1 : -1;
            flip = p.rowUpper[i] - p.rowLower[i];
        }
        set.respond(entering, response);
        ratio.run(at, set, response, factor, asset ? entering : -1, 0, degenerate > 2 * p.m + 10);
        double step = Math.min(flip, ratio.step);
        if (step == Double.POSITIVE_INFINITY) {
            return false;
        }
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                at.w[j] = Math.fma(step * factor, response[k], at.w[j]);
            }
        }
        if (asset) {
            at.w[entering] += step * factor;
        }
        degenerate = step > 1e-14 ? 0 : degenerate + 1;
        if (flip <= ratio.step) {
            Moves.flip(at, entering, factor);
        } else {
            Moves.land(at, ratio.blocking, ratio.side);
            set.exchange(entering, ratio.blocking);
            Moves.join(at, entering);
        }
        at.computeActivities();
        return true;
    }
}
