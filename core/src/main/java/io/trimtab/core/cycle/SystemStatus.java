package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.regime.RegimeBelief;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the system is, derived from what its components did when they were last used.
 *
 * @param lifecycle where the cycle is in its life
 * @param mode who decides that orders go out
 * @param halt why nothing trades until the host resets the cycle; empty if it is not halted
 * @param strategies the strategies being run
 * @param weights what was held when the last cycle ended, sorted; copied
 * @param value what the account was worth when it was last valued, in its currency; NaN if it never was
 * @param annualReturn the portfolio's mean return a year over the window of the performance tracker; NaN if unknown
 * @param annualVolatility its volatility a year; NaN if unknown
 * @param sharpe its Sharpe ratio; NaN if unknown
 * @param risk how much of the limits was used in the last cycle
 * @param alerts how many notices of the last cycle were accepted, suppressed, refused or failed; copied
 * @param lastRebalance when orders last went out; {@link Instant#MIN} if never
 * @param lastReport the last cycle, at most one; copied
 * @param nextRebalance when the next cycle is due; {@link Instant#MIN} if none has run
 * @param openEpisodes conditions that were announced and still hold; copied
 * @param components the health of every component; copied
 */
public record SystemStatus(
        LifecycleState lifecycle,
        CycleMode mode,
        String halt,
        List<String> strategies,
        SortedMap<String, Double> weights,
        double value,
        double annualReturn,
        double annualVolatility,
        double sharpe,
        RiskLevel risk,
        Map<AlertReceipt, Integer> alerts,
        Instant lastRebalance,
        List<CycleReport> lastReport,
        Instant nextRebalance,
        List<String> openEpisodes,
        Map<ComponentName, ComponentStatus> components) {
    /** From here on a limit is used so much that somebody should look. */
    private static final double ELEVATED_FROM = 0.8;

    /** Checks and copies. */
    public SystemStatus {
        Check.notNull(lifecycle, "lifecycle");
        Check.notNull(mode, "mode");
        Check.notNull(halt, "halt");
        strategies = List.copyOf(Check.notNull(strategies, "strategies"));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(weights, "weights")));
        Check.notNull(risk, "risk");
        alerts = counted(Check.notNull(alerts, "alerts"));
        Check.notNull(lastRebalance, "lastRebalance");
        lastReport = List.copyOf(Check.notNull(lastReport, "lastReport"));
        Check.notNull(nextRebalance, "nextRebalance");
        openEpisodes = List.copyOf(Check.notNull(openEpisodes, "openEpisodes"));
        components = Collections.unmodifiableMap(new EnumMap<>(Check.notNull(components, "components")));
    }

    private static Map<AlertReceipt, Integer> counted(Map<AlertReceipt, Integer> alerts) {
        Map<AlertReceipt, Integer> counts = new EnumMap<>(AlertReceipt.class);
        for (AlertReceipt receipt : AlertReceipt.values()) {
            counts.put(receipt, Check.atLeast(alerts.getOrDefault(receipt, 0), 0, "alerts[" + receipt + "]"));
        }
        return Collections.unmodifiableMap(counts);
    }

    /**
     * How probable each regime was in the last cycle.
     *
     * @return the belief; empty before the first cycle
     */
    public Optional<RegimeBelief> belief() {
        return lastReport.stream().map(CycleReport::belief).findFirst();
    }

    /**
     * Whether trading was open in the last cycle, as its risk gate saw it.
     *
     * @return the state, with its reason and age; empty before the first cycle, and if the gate has not answered
     */
    public Optional<TradingState> trading() {
        return lastReport.stream()
                .findFirst()
                .flatMap(CycleReport::verdict)
                .map(verdict -> verdict.standing().trading());
    }

    /**
     * The health of one component.
     *
     * @param component which
     * @return its status
     */
    public ComponentStatus component(ComponentName component) {
        return components.getOrDefault(Check.notNull(component, "component"), ComponentStatus.unused(component));
    }

    /**
     * How many notices of the last cycle had a receipt.
     *
     * @param receipt what became of them
     * @return at least 0
     */
    public int alerts(AlertReceipt receipt) {
        return alerts.getOrDefault(Check.notNull(receipt, "receipt"), 0);
    }

    static RiskLevel riskOf(CycleReport report) {
        GateVerdict verdict = report.verdict().orElse(null);
        if (verdict == null) {
            return RiskLevel.UNKNOWN;
        }
        double most = 0;
        for (LimitUsage usage : verdict.usage()) {
            most = Math.max(most, usage.usage());
        }
        boolean exceeded =
                !verdict.breaches().isEmpty() || !verdict.standing().exceeded().isEmpty();
        if (exceeded || most >= 1) {
            return RiskLevel.BREACHED;
        }
        return most >= ELEVATED_FROM ? RiskLevel.ELEVATED : RiskLevel.NORMAL;
    }
}
