package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import java.util.Arrays;

/**
 * A constraint over more assets than it was made for; if it is soft, its bounds on assets are left to the objective and
 * row k takes a slack from the asset at {@code firstSlack + k}.
 */
record Lifted(Constraint inner, Universe original, int firstSlack) implements Constraint {
    static final int HARD = -1;

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return firstSlack == HARD ? inner.description() : "soft " + inner.description();
    }

    @Override
    public void describe(Universe universe, LinearForm form) {
        LinearForm given = firstSlack == HARD ? Softening.readHard(inner, original) : Softening.read(inner, original);
        for (LinearForm.Bound bound : given.bounds()) {
            if (firstSlack == HARD && bound.isUpper()) {
                form.atMost(bound.asset(), bound.value());
            } else if (firstSlack == HARD) {
                form.atLeast(bound.asset(), bound.value());
            }
        }
        int slack = firstSlack;
        for (LinearForm.Row row : given.rows()) {
            if (row.functions().isEmpty()) {
                linear(row, universe.size(), slack, form);
            } else {
                convex(row, universe.size(), slack, form);
            }
            slack += firstSlack == HARD ? 0 : 1;
        }
        for (LinearForm.Quadratic bound : given.quadratics()) {
            double[] centre =
                    bound.centre().length == 0 ? bound.centre() : Arrays.copyOf(bound.centre(), universe.size());
            form.quadratic(new PaddedRisk(universe, bound.risk()), centre, bound.limit());
        }
        for (LinearForm.Largest bound : given.largest()) {
            form.largest(bound.count(), original.size(), bound.side(), bound.limit());
        }
    }

    private static void linear(LinearForm.Row row, int n, int slack, LinearForm form) {
        double[] coefficients = Arrays.copyOf(row.coefficients(), n);
        if (slack != HARD) {
            coefficients[slack] = -1;
        }
        form.row(coefficients, row.lower(), row.upper());
    }

    private static void convex(LinearForm.Row row, int n, int slack, LinearForm form) {
        double[][] breakpoints = new double[n][0];
        double[][] slopes = new double[n][1];
        ConvexFunctions functions = row.functions().get(0);
        for (int j = 0; j < row.coefficients().length; j++) {
            breakpoints[j] = functions.breakpoints(j);
            slopes[j] = functions.slopes(j);
        }
        if (slack != HARD) {
            slopes[slack][0] = -1;
        }
        form.convexRow(breakpoints, slopes, row.upper());
    }
}
