package io.trimtab.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * What the soft bounds of one constraint on single assets cost: slopes of its penalty as a function of each weight, and the
 * price of the bounds that follows from them. Immutable.
 */
final class SoftBounds {
    private final LinearForm form;
    private final double price;

    private SoftBounds(LinearForm form, double price) {
        this.form = form;
        this.price = price;
    }

    /** At a price in the unit that slopes are wanted in. */
    static SoftBounds of(Lifted soft, double price) {
        LinearForm form = Softening.read(soft.inner(), soft.original());
        return new SoftBounds(Softening.soft(form, soft.squaredPrice()), price);
    }

    static SoftBounds of(LinearForm form, double price) {
        return new SoftBounds(form, price);
    }

    int size() {
        return form.lower().length;
    }

    /** The slope of the penalty on the side below a weight. */
    double below(int j, double weight) {
        return weight <= form.lower()[j] ? -price : weight > form.upper()[j] ? price : 0;
    }

    /** The same on the side above. */
    double above(int j, double weight) {
        return weight >= form.upper()[j] ? price : weight < form.lower()[j] ? -price : 0;
    }

    /**
     * The derivative of the minimum as all bounds rise together: as the penalty depends on the differences of weights and
     * bounds only, minus its slopes. At a bound that is reached the slope is the one that the optimality conditions ask for.
     *
     * @param costsBelow the reduced cost of each asset on the side below its weight
     */
    double derivative(double[] w, double[] costsBelow) {
        double sum = 0;
        for (int j = 0; j < size(); j++) {
            double below = below(j, w[j]);
            double above = above(j, w[j]);
            sum -= below + Math.max(0, Math.min(above - below, -costsBelow[j]));
        }
        return sum;
    }

    /** Where the constraint stands, its rows being elsewhere; as for hard bounds the tightest stands for all. */
    ConstraintActivity activity(ConstraintActivity rows, double[] w, double priceOfBounds) {
        double lower = rows.lower();
        double upper = rows.upper();
        double value = rows.value();
        boolean isBinding = rows.isBinding();
        double tightest = Math.min(value - lower, upper - value);
        List<String> binding = new ArrayList<>(rows.binding());
        for (LinearForm.Bound bound : form.bounds()) {
            double at = w[bound.asset()];
            double slack = bound.isUpper() ? bound.value() - at : at - bound.value();
            String id = form.universe().id(bound.asset());
            isBinding |= slack <= 0;
            if (slack <= 0 && !binding.contains(id)) {
                binding.add(id);
            }
            if (slack < tightest) {
                tightest = slack;
                value = at;
                lower = bound.isUpper() ? Double.NEGATIVE_INFINITY : bound.value();
                upper = bound.isUpper() ? bound.value() : Double.POSITIVE_INFINITY;
            }
        }
        return new ConstraintActivity(
                rows.name(),
                rows.description(),
                lower,
                value,
                upper,
                binding,
                isBinding,
                rows.shadowPrice() + priceOfBounds);
    }
}
