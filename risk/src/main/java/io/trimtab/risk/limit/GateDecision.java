package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import java.util.ArrayList;
import java.util.List;

/** What a {@link PreTradeGate} says about an order. */
public sealed interface GateDecision {
    /**
     * The soft limits that the order may exceed.
     *
     * @return breaches that do not deny, hard ones among them that are overridden
     */
    List<Breach> softBreaches();

    /**
     * The limits that could not be measured, or not decided because too much is pending.
     *
     * @return why; not empty in an admission only when the order does nothing but take from a position
     */
    List<MeasurementFailure> failures();

    /**
     * The order may go out.
     *
     * @param warnings limits that it may use beyond the warning level; copied
     * @param softBreaches soft limits that it may exceed; copied
     * @param failures limits that could not be measured; copied
     */
    record Admitted(List<LimitUsage> warnings, List<Breach> softBreaches, List<MeasurementFailure> failures)
            implements GateDecision {
        /** The same object for every order about which there is nothing to say. */
        static final Admitted PLAINLY = new Admitted(List.of(), List.of(), List.of());

        public Admitted {
            warnings = Check.copy(warnings, "warnings");
            softBreaches = Check.copy(softBreaches, "softBreaches");
            failures = Check.copy(failures, "failures");
        }
    }

    /**
     * The order may not go out.
     *
     * @param state whether trading is open at all
     * @param breaches hard limits that some fills of it would exceed; copied
     * @param ruleBreaches order rules that it breaks; copied
     * @param softBreaches soft limits that it may exceed; copied
     * @param failures limits that could not be measured; copied
     * @param smallestCut how much of it would be admitted
     */
    record Denied(
            TradingState state,
            List<Breach> breaches,
            List<RuleBreach> ruleBreaches,
            List<Breach> softBreaches,
            List<MeasurementFailure> failures,
            OrderCut smallestCut)
            implements GateDecision {
        public Denied {
            Check.notNull(state, "state");
            breaches = Check.copy(breaches, "breaches");
            ruleBreaches = Check.copy(ruleBreaches, "ruleBreaches");
            softBreaches = Check.copy(softBreaches, "softBreaches");
            failures = Check.copy(failures, "failures");
            Check.notNull(smallestCut, "smallestCut");
        }

        /**
         * Why, for people.
         *
         * @return one line for each reason
         */
        public List<String> reasons() {
            List<String> lines = new ArrayList<>();
            if (state.mode() != TradingState.Mode.ACTIVE) {
                lines.add(state.toString());
            }
            breaches.forEach(breach -> lines.add(breach.toString()));
            ruleBreaches.forEach(breach -> lines.add(breach.text()));
            failures.forEach(failure -> lines.add(failure.toString()));
            return List.copyOf(lines);
        }
    }
}
