package io.trimtab.docs.examples;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.market.Universe;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.PreTradeRiskGate;
import io.trimtab.risk.limit.ReArm;
import io.trimtab.risk.limit.RiskGateSnapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A limit is exceeded, somebody is told, only what reduces goes out, the cure is carried out, and trading is open again. */
public final class FromBreachToCure {
    private FromBreachToCure() {}

    /**
     * A gate that remembers, and goes on from a file if there is one.
     *
     * @param universe all assets that may be held
     * @param file where its state was written
     * @return the gate
     * @throws IOException if the file cannot be read
     */
    public static PreTradeRiskGate gate(Universe universe, Path file) throws IOException {
        LimitBook limits = LimitBook.builder().position(0.15).grossExposure(1).build();
        PreTradeRiskGate.Builder described = PreTradeRiskGate.over(universe, limits)
                .lot(new BigDecimal("0.01"))
                .reArm(ReArm.belowBand(0.05))
                .reducingWhileBreached();
        return (Files.exists(file) ? described.restoring(RiskGateSnapshot.parse(Files.readString(file))) : described)
                .build();
    }

    /**
     * Breaches wake somebody; everything else the desk reads.
     *
     * @param pager wakes somebody
     * @param desk is read
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the service, to be given to the cycle
     */
    public static AlertService alerts(AlertChannel pager, AlertChannel desk, ManualClock clock) {
        return AlertService.builder()
                .route(AlertMatcher.type("cycle.risk.breach"), pager, desk)
                .otherwise(desk)
                .build(clock);
    }

    /**
     * Runs a cycle and writes down what the gate must not forget.
     *
     * @param cycle a cycle with this gate
     * @param gate the gate
     * @param file where to
     * @return whether trading is open, and what is exceeded with its cure
     * @throws IOException if the file cannot be written
     */
    public static List<String> run(TradingCycle cycle, PreTradeRiskGate gate, Path file) throws IOException {
        CycleReport report = cycle.runOnce();
        Files.writeString(file, gate.snapshot().text());
        List<String> lines = new ArrayList<>();
        cycle.status().trading().ifPresent(state -> lines.add(state.toString()));
        report.verdict().ifPresent(verdict -> {
            for (LimitBreach breach : verdict.standing().exceeded()) {
                lines.add(breach.name() + " of " + breach.scope() + ", cure: " + breach.smallestCure());
            }
        });
        return lines;
    }

    /**
     * What a person was told of a breach, from its labels and annotations.
     *
     * @param alert of type {@code cycle.risk.breach}
     * @return one line
     */
    public static String line(Alert alert) {
        return (alert.isResolved() ? "over: " : "") + alert.labels().get("limit") + " of "
                + alert.labels().get("scope")
                + (alert.isResolved()
                        ? ""
                        : " " + alert.annotations().get("measured") + " against "
                                + alert.annotations().get("bound") + ", cure: "
                                + alert.annotations().get("cure"));
    }

    /**
     * Takes note of every breach, as somebody who has been told.
     *
     * @param gate the gate
     * @param by who
     * @return how many breaches there are
     */
    public static int takeNote(PreTradeRiskGate gate, String by) {
        return gate.ask(inner -> {
            inner.tripped().forEach(breach -> inner.acknowledge(breach, by));
            return inner.tripped().size();
        });
    }
}
