package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.risk.model.RiskModel;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What a meter is made for, and what it may measure with. */
record MeterSite(
        Limit limit,
        LimitKind kind,
        Inventory inventory,
        @Nullable ReturnPanel scenarios,
        @Nullable RiskModel model,
        @Nullable DoubleSupplier drawdown,
        @Nullable DoubleSupplier dayLoss) {
    ReturnPanel requireScenarios() {
        if (scenarios == null) {
            throw new IllegalStateException("the gate has no scenarios; give them to its builder");
        }
        return scenarios;
    }

    RiskModel requireModel() {
        if (model == null) {
            throw new IllegalStateException("the gate has no risk model; give one to its builder");
        }
        return model;
    }

    DoubleSupplier requireDrawdown() {
        DoubleSupplier given = drawdown;
        return () -> {
            if (given == null) {
                throw new IllegalStateException("the gate has no drawdown; give one to its builder");
            }
            double fraction = given.getAsDouble();
            if (!(fraction >= 0)) {
                throw new IllegalStateException("the drawdown is " + fraction);
            }
            return fraction;
        };
    }

    DoubleSupplier requireDayLoss() {
        DoubleSupplier given = dayLoss;
        return () -> {
            if (given == null) {
                throw new IllegalStateException("the gate has no loss of the day; give one to its builder");
            }
            return given.getAsDouble();
        };
    }

    /** For explanations and for measures of the host's own. */
    PortfolioView view(int asset, long lots) {
        PortfolioView view = PortfolioView.of(inventory.weights(asset, lots));
        if (scenarios != null) {
            view = view.withScenarios(scenarios);
        }
        if (model != null) {
            view = view.withRiskModel(model);
        }
        if (drawdown != null) {
            view = view.withDrawdown(drawdown.getAsDouble());
        }
        return dayLoss == null ? view : view.withDayLoss(dayLoss.getAsDouble());
    }
}
