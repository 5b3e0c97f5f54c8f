package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitUsage;
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
 * @param risk how much of the limits was used in the last cycle
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
        RiskLevel risk,
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
        Check.notNull(lastRebalance, "lastRebalance");
        lastReport = List.copyOf(Check.notNull(lastReport, "lastReport"));
        Check.notNull(nextRebalance, "nextRebalance");
        openEpisodes = List.copyOf(Check.notNull(openEpisodes, "openEpisodes"));
        components = Collections.unmodifiableMap(new EnumMap<>(Check.notNull(components, "components")));
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
     * The health of one component.
     *
     * @param component which
     * @return its status
     */
    public ComponentStatus component(ComponentName component) {
        return components.getOrDefault(Check.notNull(component, "component"), ComponentStatus.unused(component));
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
        if (verdict instanceof GateVerdict.Denied || most >= 1) {
            return RiskLevel.BREACHED;
        }
        return most >= ELEVATED_FROM ? RiskLevel.ELEVATED : RiskLevel.NORMAL;
    }
}
