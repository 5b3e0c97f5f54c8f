package io.trimtab.core.regime;

import io.trimtab.core.numeric.Cholesky;
import java.util.Arrays;

/** The information a sample has about the parameters of a Markov-switching model, in units of the data's own size. */
final class SwitchingInformation {
    /** Balances truncation against rounding for a central difference of a first derivative. */
    private static final double STEP = 6e-6;

    private final SwitchingDesign design;
    private final SwitchingLayout layout;
    private final SwitchingPass pass;
    private final SwitchingValues scaled;
    private final double[] factors;

    SwitchingInformation(SwitchingDesign raw, SwitchingSpec spec, SwitchingValues values) {
        this.layout = new SwitchingLayout(spec);
        double unit = SwitchingEstimation.deviation(raw.y);
        double series = unit > 0 ? unit : 1;
        double[] columns = raw.unitsOfColumns(series);
        double[] covariates = raw.unitsOfCovariates();
        this.design = raw.scaled(series, columns, covariates);
        this.pass = new SwitchingPass(design);
        this.scaled = values.unscaled(1 / series, inverses(columns), inverses(covariates));
        SwitchingValues ones = values.copy();
        Arrays.fill(ones.transition, 1);
        Arrays.fill(ones.odds, 1);
        Arrays.fill(ones.coefficient, 1);
        Arrays.fill(ones.lag, 1);
        Arrays.fill(ones.variance, 1);
        this.factors = layout.toNatural(ones.unscaled(series, columns, covariates));
    }

    private static double[] inverses(double[] units) {
        return Arrays.stream(units).map(unit -> 1 / unit).toArray();
    }

    ParameterErrors errors(InformationMethod method) {
        int n = layout.size();
        double[] free = layout.toFree(scaled);
        double[] information = method == InformationMethod.OBSERVED ? observed(free) : outerProducts(free);
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            inverse[i * n + i] = 1;
        }
        boolean finite = Arrays.stream(information).allMatch(Double::isFinite);
        if (!finite || Cholesky.factor(n, information, 0, n, 1e-10) < n) {
            Arrays.fill(inverse, Double.NaN);
            return new ParameterErrors(
                    method,
                    layout.names(),
                    inverse,
                    "the information matrix is not positive definite: the parameters are at no inner maximum of the"
                            + " likelihood");
        }
        Cholesky.solve(n, n, information, 0, n, inverse, 0, n);
        return new ParameterErrors(method, layout.names(), natural(inverse), "");
    }

    /** J C J', in the units of the data. */
    private double[] natural(double[] free) {
        int n = layout.size();
        double[] jacobian = layout.jacobian(scaled);
        double[] half = new double[n * n];
        double[] out = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int m = 0; m < n; m++) {
                    half[i * n + j] += jacobian[i * n + m] * free[m * n + j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int m = 0; m < n; m++) {
                    sum += half[i * n + m] * jacobian[j * n + m];
                }
                out[i * n + j] = sum * factors[i] * factors[j];
            }
        }
        return out;
    }

    private double[] observed(double[] free) {
        int n = free.length;
        double[] information = new double[n * n];
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 0; i < n; i++) {
            double step = STEP * Math.max(1, Math.abs(free[i]));
            scoreAt(free, i, step, above);
            scoreAt(free, i, -step, below);
            for (int j = 0; j < n; j++) {
                double second = (below[j] - above[j]) / (2 * step);
                information[i * n + j] += second / 2;
                information[j * n + i] += second / 2;
            }
        }
        return information;
    }

    private void scoreAt(double[] free, int i, double step, double[] out) {
        double[] moved = free.clone();
        moved[i] += step;
        SwitchingValues v = layout.fromFree(moved);
        pass.forward(v);
        pass.backward();
        pass.scoreInto(v, layout, out);
    }

    private double[] outerProducts(double[] free) {
        int n = free.length;
        int bars = design.observations();
        double[] scores = new double[bars * n];
        for (int i = 0; i < n; i++) {
            double step = STEP * Math.max(1, Math.abs(free[i]));
            for (int sign = 1; sign >= -1; sign -= 2) {
                double[] moved = free.clone();
                moved[i] += sign * step;
                pass.forward(layout.fromFree(moved));
                for (int t = 0; t < bars; t++) {
                    scores[t * n + i] += sign * pass.gains[t] / (2 * step);
                }
            }
        }
        double[] information = new double[n * n];
        for (int t = 0; t < bars; t++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    information[i * n + j] += scores[t * n + i] * scores[t * n + j];
                }
            }
        }
        return information;
    }
}
