package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import java.util.Arrays;

/**
 * A constraint over more assets than it was made for; if it is soft, its bounds on assets are left to the objective, or are
 * rows where squares have a price, and the k-th of its rows, bounds on risk and bounds on the largest weights takes a slack from the asset at {@code firstSlack
 * + k}, at the prices given.
 */
record Lifted(Constraint inner, Universe original, int firstSlack, double price, double squaredPrice)
        implements Constraint {
    private static final int HARD = LinearForm.HARD;

    static Lifted hard(Constraint inner, Universe original) {
        return new Lifted(inner, original, HARD, 0, 0);
    }

    static Lifted soft(SoftConstraint soft, Universe original, int firstSlack) {
        return new Lifted(soft.inner(), original, firstSlack, soft.price(), soft.squaredPrice());
    }

    boolean isSoft() {
        return firstSlack != HARD;
    }

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
        LinearForm given = Softening.soft(Softening.read(inner, original), squaredPrice);
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
            LinearForm.Slack own =
                    slack == HARD ? LinearForm.Slack.NONE : new LinearForm.Slack(slack, price, squaredPrice);
            form.quadratic(new PaddedRisk(universe, bound.risk()), centre, bound.limit(), own);
            slack += firstSlack == HARD ? 0 : 1;
        }
        for (LinearForm.Largest bound : given.largest()) {
            form.largest(bound.count(), original.size(), bound.side(), bound.limit(), slack);
            slack += firstSlack == HARD ? 0 : 1;
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
