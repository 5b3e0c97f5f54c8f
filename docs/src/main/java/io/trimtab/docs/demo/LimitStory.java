package io.trimtab.docs.demo;

import io.trimtab.alerts.AlertRecord;
import io.trimtab.alerts.Outcome;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.docs.chart.Figures;
import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What happened to the limits over a run: what was exceeded, what was held back, what cured it, and who was told. */
final class LimitStory {
    private final DemoRun run;

    LimitStory(DemoRun run) {
        this.run = run;
    }

    /** The cycles in which a limit was exceeded by what was held, with the cycle after each, in which it was or was not over. */
    List<String> breaches() {
        List<String> lines = new ArrayList<>();
        boolean before = false;
        for (int c = 0; c < run.cycles().size(); c++) {
            GateVerdict verdict = run.cycles().get(c).verdict().orElse(null);
            if (verdict == null) {
                continue;
            }
            boolean now = !verdict.standing().exceeded().isEmpty();
            LocalDate day = run.decisionDays().get(c);
            if (now) {
                for (LimitBreach breach : verdict.standing().exceeded()) {
                    lines.add(day + ": " + describe(breach) + "; trading is "
                            + verdict.standing().trading().mode());
                }
                lines.add(day + ": " + orders(run.cycles().get(c)));
            } else if (before) {
                lines.add(day + ": all limits are kept again; trading is "
                        + verdict.standing().trading().mode());
            }
            before = now;
        }
        return lines;
    }

    private static String describe(LimitBreach breach) {
        return breach.name() + " of " + breach.scope() + " " + Figures.percent(breach.measured(), 2) + " over "
                + Figures.percent(breach.bound(), 2) + ", driven by " + String.join(", ", breach.drivers())
                + "; smallest cure: " + breach.smallestCure();
    }

    private static String orders(CycleReport report) {
        int sent = report.orderReports().size();
        int held = report.orders().size() - sent;
        return sent + " orders went out, " + held + " were held back";
    }

    /** In how many cycles some orders were held back although trading was open, because not all fills of them were safe. */
    int heldBackWhileOpen() {
        int count = 0;
        for (CycleReport report : run.cycles()) {
            count += report.verdict()
                            .filter(verdict -> !verdict.breaches().isEmpty()
                                    && verdict.standing().trading().mode() == TradingState.Mode.ACTIVE)
                            .isPresent()
                    ? 1
                    : 0;
        }
        return count;
    }

    /** What the desk was told of breaches. */
    List<String> told() {
        List<String> lines = new ArrayList<>();
        for (AlertRecord record : run.watch()
                .alerts()
                .history()
                .at(Watch.DESK)
                .of(Outcome.Kind.DELIVERED)
                .records()) {
            String type = record.alert().type();
            if (type.equals("cycle.risk.breach") || type.equals("cycle.risk.state")) {
                lines.add(record.at().atZone(EcbHistory.ZONE).toLocalDate() + " "
                        + record.alert().severity() + (record.alert().isResolved() ? " resolved: " : ": ")
                        + record.alert().text());
            }
        }
        return lines;
    }

    /** The largest usage of the limits of a name at each cycle, before or after its orders, whichever is larger. */
    double[] usage(String name) {
        double[] usage = new double[run.cycles().size()];
        for (int c = 0; c < usage.length; c++) {
            GateVerdict verdict = run.cycles().get(c).verdict().orElse(null);
            if (verdict == null) {
                continue;
            }
            for (LimitUsage used : verdict.usage()) {
                if (used.name().startsWith(name)) {
                    usage[c] = Math.max(usage[c], used.usage());
                }
            }
            for (LimitBreach breach : verdict.standing().exceeded()) {
                double share = breach.measured() / breach.bound();
                if (breach.name().startsWith(name) && Double.isFinite(share)) {
                    usage[c] = Math.max(usage[c], share);
                }
            }
        }
        return usage;
    }
}
