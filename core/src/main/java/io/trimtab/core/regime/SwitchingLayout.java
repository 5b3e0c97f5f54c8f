package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter stands, in two forms of the same length and order: natural (probabilities, variances), as people
 * read it, and free (log odds, logarithms), in which every number is allowed.
 */
final class SwitchingLayout {
    /** Log odds of a probability of zero would be infinite. */
    private static final double SMALLEST_PROBABILITY = 1e-12;

    private static final double SUM_TOLERANCE = 1e-9;

    private final int k;
    private final int c;
    private final int q;
    private final int p;
    private final boolean[] coefficientSwitches;
    private final boolean[] lagSwitches;
    private final boolean varianceSwitches;
    private final List<String> names = new ArrayList<>();

    SwitchingLayout(SwitchingSpec spec) {
        List<String> design = spec.design();
        this.k = spec.states;
        this.c = design.size();
        this.q = 1 + spec.transitionCovariates().size();
        this.p = spec.adjustedLags();
        this.coefficientSwitches = new boolean[c];
        this.lagSwitches = new boolean[p];
        this.varianceSwitches = spec.switches(SwitchingSpec.VARIANCE);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k - 1; j++) {
                String move = "[" + i + "->" + j + "]";
                if (q == 1) {
                    names.add("p" + move);
                } else {
                    names.add("logit" + move + ".const");
                    spec.transitionCovariates().forEach(covariate -> names.add("logit" + move + "." + covariate));
                }
            }
        }
        for (int j = 0; j < c; j++) {
            coefficientSwitches[j] = spec.switches(design.get(j));
            name(design.get(j), coefficientSwitches[j]);
        }
        name(SwitchingSpec.VARIANCE, varianceSwitches);
        for (int j = 0; j < p; j++) {
            lagSwitches[j] = spec.switches("L" + (j + 1));
            name("L" + (j + 1), lagSwitches[j]);
        }
    }

    private void name(String coefficient, boolean switches) {
        for (int s = 0; s < (switches ? k : 1); s++) {
            names.add(switches ? coefficient + "[" + s + "]" : coefficient);
        }
    }

    List<String> names() {
        return List.copyOf(names);
    }

    int size() {
        return names.size();
    }

    int transitions() {
        return k * (k - 1) * q;
    }

    boolean coefficientSwitches(int j) {
        return coefficientSwitches[j];
    }

    boolean lagSwitches(int j) {
        return lagSwitches[j];
    }

    boolean varianceSwitches() {
        return varianceSwitches;
    }

    SwitchingValues fromNatural(double[] natural) {
        Check.length(natural.length, size(), "parameters " + names);
        for (int i = 0; i < natural.length; i++) {
            Check.finite(natural[i], names.get(i));
        }
        SwitchingValues values = new SwitchingValues(k, c, q, p);
        if (q == 1) {
            for (int i = 0; i < k; i++) {
                double rest = 1;
                for (int j = 0; j < k - 1; j++) {
                    double probability = Check.within(natural[i * (k - 1) + j], 0, 1, names.get(i * (k - 1) + j));
                    values.transition[i * k + j] = probability;
                    rest -= probability;
                }
                if (!(rest >= -SUM_TOLERANCE)) {
                    throw new IllegalArgumentException(
                            "probabilities of moves from state " + i + " must sum to at most 1, were 1 + " + -rest);
                }
                values.transition[i * k + k - 1] = Math.max(0, rest);
            }
        } else {
            System.arraycopy(natural, 0, values.odds, 0, values.odds.length);
        }
        int at = spread(natural, transitions(), values);
        for (int s = 0; s < k; s++) {
            String name = names.get(at + (varianceSwitches ? s : 0));
            if (Check.positive(natural[at + (varianceSwitches ? s : 0)], name) < Double.MIN_NORMAL) {
                throw new IllegalArgumentException(name + " must be at least " + Double.MIN_NORMAL + ", was "
                        + natural[at] + "; measure the series in a smaller unit");
            }
            values.variance[s] = natural[at + (varianceSwitches ? s : 0)];
        }
        return values;
    }

    double[] toNatural(SwitchingValues values) {
        double[] natural = new double[size()];
        for (int i = 0; i < k && q == 1; i++) {
            for (int j = 0; j < k - 1; j++) {
                natural[i * (k - 1) + j] = values.transition[i * k + j];
            }
        }
        if (q > 1) {
            System.arraycopy(values.odds, 0, natural, 0, values.odds.length);
        }
        int at = gather(values, transitions(), natural);
        for (int s = 0; s < (varianceSwitches ? k : 1); s++) {
            natural[at + s] = values.variance[s];
        }
        return natural;
    }

    SwitchingValues fromFree(double[] free) {
        SwitchingValues values = new SwitchingValues(k, c, q, p);
        System.arraycopy(free, 0, values.odds, 0, values.odds.length);
        if (q == 1) {
            for (int i = 0; i < k; i++) {
                double largest = 0;
                for (int j = 0; j < k - 1; j++) {
                    largest = Math.max(largest, free[i * (k - 1) + j]);
                }
                double total = 0;
                for (int j = 0; j < k; j++) {
                    double log = j < k - 1 ? free[i * (k - 1) + j] : 0;
                    values.transition[i * k + j] = StrictMath.exp(log - largest);
                    total += values.transition[i * k + j];
                }
                for (int j = 0; j < k; j++) {
                    values.transition[i * k + j] /= total;
                }
            }
        }
        int at = spread(free, transitions(), values);
        for (int s = 0; s < k; s++) {
            values.variance[s] = StrictMath.exp(free[at + (varianceSwitches ? s : 0)]);
        }
        return values;
    }

    double[] toFree(SwitchingValues values) {
        double[] free = new double[size()];
        if (q > 1) {
            System.arraycopy(values.odds, 0, free, 0, values.odds.length);
        }
        for (int i = 0; i < k && q == 1; i++) {
            double last = Math.max(SMALLEST_PROBABILITY, values.transition[i * k + k - 1]);
            for (int j = 0; j < k - 1; j++) {
                double probability = Math.max(SMALLEST_PROBABILITY, values.transition[i * k + j]);
                free[i * (k - 1) + j] = StrictMath.log(probability / last);
            }
        }
        int at = gather(values, transitions(), free);
        for (int s = 0; s < (varianceSwitches ? k : 1); s++) {
            free[at + s] = StrictMath.log(values.variance[s]);
        }
        return free;
    }

    /** The derivative of the natural form by the free form, row-major. */
    double[] jacobian(SwitchingValues values) {
        int n = size();
        double[] jacobian = new double[n * n];
        for (int i = 0; i < n; i++) {
            jacobian[i * n + i] = 1;
        }
        for (int i = 0; i < k && q == 1; i++) {
            for (int j = 0; j < k - 1; j++) {
                for (int m = 0; m < k - 1; m++) {
                    jacobian[(i * (k - 1) + j) * n + i * (k - 1) + m] =
                            values.transition[i * k + j] * ((j == m ? 1 : 0) - values.transition[i * k + m]);
                }
            }
        }
        int at = varianceAt();
        for (int s = 0; s < (varianceSwitches ? k : 1); s++) {
            jacobian[(at + s) * n + at + s] = values.variance[s];
        }
        return jacobian;
    }

    /** Adds derivatives for every state up to those of the parameters; the transitions come first and stand already. */
    void gatherGradient(double[] byCoefficient, double[] byLogVariance, double[] byLag, double[] out) {
        int at = transitions();
        for (int j = 0; j < c; j++) {
            at = add(byCoefficient, j, coefficientSwitches[j], out, at);
        }
        at = add(byLogVariance, 0, varianceSwitches, out, at);
        for (int j = 0; j < p; j++) {
            at = add(byLag, j, lagSwitches[j], out, at);
        }
    }

    private int add(double[] byState, int row, boolean switches, double[] out, int at) {
        for (int s = 0; s < (switches ? k : 1); s++) {
            out[at + s] = 0;
        }
        for (int s = 0; s < k; s++) {
            out[at + (switches ? s : 0)] += byState[row * k + s];
        }
        return at + (switches ? k : 1);
    }

    private int varianceAt() {
        int at = transitions();
        for (boolean switches : coefficientSwitches) {
            at += switches ? k : 1;
        }
        return at;
    }

    /** Coefficients and lags from a vector; gives the place of the variance. */
    private int spread(double[] from, int start, SwitchingValues values) {
        int at = start;
        for (int j = 0; j < c; j++) {
            for (int s = 0; s < k; s++) {
                values.coefficient[j * k + s] = from[at + (coefficientSwitches[j] ? s : 0)];
            }
            at += coefficientSwitches[j] ? k : 1;
        }
        int variance = at;
        at += varianceSwitches ? k : 1;
        for (int j = 0; j < p; j++) {
            for (int s = 0; s < k; s++) {
                values.lag[j * k + s] = from[at + (lagSwitches[j] ? s : 0)];
            }
            at += lagSwitches[j] ? k : 1;
        }
        return variance;
    }

    private int gather(SwitchingValues values, int start, double[] to) {
        int at = start;
        for (int j = 0; j < c; j++) {
            for (int s = 0; s < (coefficientSwitches[j] ? k : 1); s++) {
                to[at++] = values.coefficient[j * k + s];
            }
        }
        int variance = at;
        at += varianceSwitches ? k : 1;
        for (int j = 0; j < p; j++) {
            for (int s = 0; s < (lagSwitches[j] ? k : 1); s++) {
                to[at++] = values.lag[j * k + s];
            }
        }
        return variance;
    }
}
