package io.trimtab.core.regime;

import io.trimtab.core.numeric.Cholesky;
import java.util.Arrays;

/**
 * The maximisation step of EM for a Markov-switching model: transitions from expected moves, then coefficients, lags and
 * variances each by weighted least squares given the others (conditional maximisation, Meng and Rubin 1993).
 */
final class SwitchingMaximisation {
    private static final double SMALLEST_PROBABILITY = 1e-10;
    private static final int LOGIT_STEPS = 4;

    private final SwitchingDesign d;
    private final SwitchingLayout layout;
    private final double varianceFloor;
    private final int k;

    SwitchingMaximisation(SwitchingDesign design, SwitchingLayout layout, double varianceFloor) {
        this.d = design;
        this.layout = layout;
        this.varianceFloor = varianceFloor;
        this.k = design.k;
    }

    SwitchingValues next(SwitchingValues old, double[] smooth, double[] moves) {
        SwitchingValues v = old.copy();
        if (d.q == 1) {
            transitions(v, moves);
        } else {
            odds(v, moves);
        }
        coefficients(v, smooth);
        if (d.p > 0) {
            lags(v, smooth);
        }
        variances(v, smooth);
        return v;
    }

    private void transitions(SwitchingValues v, double[] moves) {
        double[] counts = new double[k * k];
        for (int t = d.start(); t < d.bars; t++) {
            for (int i = 0; i < k * k; i++) {
                counts[i] += moves[t * k * k + i];
            }
        }
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += counts[i * k + j];
            }
            double total = 0;
            for (int j = 0; j < k; j++) {
                double share = sum > 0 ? counts[i * k + j] / sum : v.transition[i * k + j];
                v.transition[i * k + j] = Math.max(SMALLEST_PROBABILITY, share);
                total += v.transition[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                v.transition[i * k + j] /= total;
            }
        }
    }

    /** Newton's steps for the weighted multinomial logit of each row, which is concave; halved while they lose. */
    private void odds(SwitchingValues v, double[] moves) {
        int n = (k - 1) * d.q;
        double[] gradient = new double[n];
        double[] information = new double[n * n];
        for (int i = 0; i < k; i++) {
            double value = logit(v, i, moves, gradient, information);
            for (int step = 0; step < LOGIT_STEPS; step++) {
                for (int m = 0; m < n; m++) {
                    information[m * n + m] += 1e-6;
                }
                if (Cholesky.factor(n, information, 0, n) < n) {
                    break;
                }
                Cholesky.solve(n, information, 0, n, gradient, 0);
                double[] move = gradient.clone();
                double length = 1;
                double reached = Double.NEGATIVE_INFINITY;
                for (int halving = 0; halving < 20 && !(reached >= value); halving++) {
                    for (int m = 0; m < n; m++) {
                        v.odds[i * n + m] += (halving == 0 ? 1 : -length) * move[m];
                    }
                    length = halving == 0 ? 0.5 : length / 2;
                    reached = logit(v, i, moves, gradient, information);
                }
                value = reached;
            }
        }
    }

    private double logit(SwitchingValues v, int i, double[] moves, double[] gradient, double[] information) {
        int n = gradient.length;
        Arrays.fill(gradient, 0);
        Arrays.fill(information, 0);
        double[] p = new double[k * k];
        double value = 0;
        for (int t = d.start(); t < d.bars; t++) {
            v.transitionInto(d.z, t * d.q, p, 0);
            double from = 0;
            for (int j = 0; j < k; j++) {
                double count = moves[(t * k + i) * k + j];
                from += count;
                value += count > 0 ? count * StrictMath.log(Math.max(1e-300, p[i * k + j])) : 0;
            }
            for (int a = 0; a < n; a++) {
                int ja = a / d.q;
                double za = d.z[t * d.q + a % d.q];
                gradient[a] += (moves[(t * k + i) * k + ja] - from * p[i * k + ja]) * za;
                for (int b = 0; b <= a; b++) {
                    int jb = b / d.q;
                    double curvature = p[i * k + ja] * ((ja == jb ? 1 : 0) - p[i * k + jb]);
                    information[b * n + a] += from * curvature * za * d.z[t * d.q + b % d.q];
                }
            }
        }
        return value;
    }

    /** The place of a coefficient's state among the unknowns. */
    private int[] places(boolean ofLags) {
        int rows = ofLags ? d.p : d.c;
        int[] places = new int[rows * k + 1];
        int at = 0;
        for (int j = 0; j < rows; j++) {
            boolean switches = ofLags ? layout.lagSwitches(j) : layout.coefficientSwitches(j);
            for (int s = 0; s < k; s++) {
                places[j * k + s] = at + (switches ? s : 0);
            }
            at += switches ? k : 1;
        }
        places[rows * k] = at;
        return places;
    }

    private void coefficients(SwitchingValues v, double[] smooth) {
        int[] places = places(false);
        int n = places[d.c * k];
        double[] normal = new double[n * n];
        double[] right = new double[n];
        double[] row = new double[n];
        for (int i = 0; i < d.observations(); i++) {
            int t = d.first + i;
            for (int e = 0; e < (d.p == 0 ? k : d.joints); e++) {
                int s = e % k;
                double weight = weight(smooth, i, e) / v.variance[s];
                if (!(weight > 0)) {
                    continue;
                }
                Arrays.fill(row, 0);
                double target = d.y[t];
                for (int j = 0; j < d.c; j++) {
                    row[places[j * k + s]] += d.x[t * d.c + j];
                }
                for (int lag = 1; lag <= d.p; lag++) {
                    double phi = v.lag[(lag - 1) * k + s];
                    int then = d.digits[e * (d.r + 1) + lag];
                    target -= phi * d.y[t - lag];
                    for (int j = 0; j < d.c; j++) {
                        row[places[j * k + then]] -= phi * d.x[(t - lag) * d.c + j];
                    }
                }
                accumulate(weight, row, target, normal, right);
            }
        }
        if (solved(n, normal, right)) {
            for (int j = 0; j < d.c * k; j++) {
                v.coefficient[j] = right[places[j]];
            }
        }
    }

    private void lags(SwitchingValues v, double[] smooth) {
        int[] places = places(true);
        int n = places[d.p * k];
        double[] normal = new double[n * n];
        double[] right = new double[n];
        double[] row = new double[n];
        for (int i = 0; i < d.observations(); i++) {
            int t = d.first + i;
            for (int e = 0; e < d.joints; e++) {
                int s = e % k;
                double weight = smooth[i * d.joints + e] / v.variance[s];
                if (!(weight > 0)) {
                    continue;
                }
                Arrays.fill(row, 0);
                for (int lag = 1; lag <= d.p; lag++) {
                    int then = d.digits[e * (d.r + 1) + lag];
                    row[places[(lag - 1) * k + s]] = d.y[t - lag] - v.mean(d.x, (t - lag) * d.c, then);
                }
                accumulate(weight, row, d.y[t] - v.mean(d.x, t * d.c, s), normal, right);
            }
        }
        if (solved(n, normal, right)) {
            for (int j = 0; j < d.p * k; j++) {
                v.lag[j] = right[places[j]];
            }
        }
    }

    private void variances(SwitchingValues v, double[] smooth) {
        double[] squares = new double[k];
        double[] weights = new double[k];
        for (int i = 0; i < d.observations(); i++) {
            int t = d.first + i;
            for (int e = 0; e < (d.p == 0 ? k : d.joints); e++) {
                int s = e % k;
                double u = d.y[t] - v.mean(d.x, t * d.c, s);
                for (int lag = 1; lag <= d.p; lag++) {
                    int then = d.digits[e * (d.r + 1) + lag];
                    u -= v.lag[(lag - 1) * k + s] * (d.y[t - lag] - v.mean(d.x, (t - lag) * d.c, then));
                }
                double weight = weight(smooth, i, e);
                weights[s] += weight;
                squares[s] += weight * u * u;
            }
        }
        double all = 0;
        for (double square : squares) {
            all += square;
        }
        for (int s = 0; s < k; s++) {
            double variance;
            if (!layout.varianceSwitches()) {
                variance = all / d.observations();
            } else {
                variance = weights[s] > 0 ? squares[s] / weights[s] : v.variance[s];
            }
            v.variance[s] = Math.max(varianceFloor, variance);
        }
    }

    /** Without mean-adjusted lags the older state does not matter: its joint probabilities are added up. */
    private double weight(double[] smooth, int i, int e) {
        if (d.p > 0) {
            return smooth[i * d.joints + e];
        }
        double sum = 0;
        for (int before = 0; before < k; before++) {
            sum += smooth[i * d.joints + e + k * before];
        }
        return sum;
    }

    private static void accumulate(double weight, double[] row, double target, double[] normal, double[] right) {
        int n = row.length;
        for (int a = 0; a < n; a++) {
            if (row[a] != 0) {
                double wa = weight * row[a];
                right[a] += wa * target;
                for (int b = 0; b <= a; b++) {
                    normal[b * n + a] += wa * row[b];
                }
            }
        }
    }

    private static boolean solved(int n, double[] normal, double[] right) {
        if (Cholesky.factor(n, normal, 0, n) < n) {
            return false;
        }
        Cholesky.solve(n, normal, 0, n, right, 0);
        return true;
    }
}
