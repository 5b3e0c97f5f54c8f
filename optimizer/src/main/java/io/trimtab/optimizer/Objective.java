package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.List;

/**
 * What a portfolio is chosen for: a quadratic function of its weights, to be minimised or maximised.
 *
 * <p>Made by {@link Objectives}. Immutable and thread-safe.
 */
public final class Objective {
    /** Which way is better. */
    public enum Sense {
        /** Less is better. */
        MINIMIZE,
        /** More is better. */
        MAXIMIZE
    }

    private final String name;
    private final Sense sense;
    private final RiskModel risk;
    private final double curvature;
    private final double[] linear;
    /** Not an Optional field: empty means that the objective has no expected returns. */
    private final List<ExpectedReturns> returns;

    /**
     * In its minimised form: curvature / 2 w'Sw + linear'w.
     */
    Objective(
            String name,
            Sense sense,
            RiskModel risk,
            double curvature,
            double[] linear,
            List<ExpectedReturns> returns) {
        this.name = name;
        this.sense = sense;
        this.risk = Check.notNull(risk, "riskModel");
        this.curvature = curvature;
        this.linear = linear;
        this.returns = List.copyOf(returns);
    }

    /**
     * What it is called.
     *
     * @return {@code variance} or {@code utility}
     */
    public String name() {
        return name;
    }

    /**
     * Which way is better.
     *
     * @return the sense
     */
    public Sense sense() {
        return sense;
    }

    /**
     * The assets.
     *
     * @return the universe of the risk model
     */
    public Universe universe() {
        return risk.universe();
    }

    /**
     * The covariance it is calculated from.
     *
     * @return the risk model
     */
    public RiskModel riskModel() {
        return risk;
    }

    List<ExpectedReturns> returns() {
        return returns;
    }

    /** +1 if minimised, -1 if maximised: the objective is this times its minimised form. */
    double sign() {
        return sense == Sense.MINIMIZE ? 1 : -1;
    }

    double curvature() {
        return curvature;
    }

    /** The linear part of the minimised form; not copied. */
    double[] linear() {
        return linear;
    }

    @Override
    public String toString() {
        return name;
    }
}
