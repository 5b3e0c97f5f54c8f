package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate thinks of one order at a time. Reused, so that it allocates nothing where there is nothing to say. */
final class Judgement {
    /** Mildest first. */
    private enum Answer {
        PLAIN,
        REPORTED,
        DENIED
    }

    private final Desk whole;
    private final OrderFlow flow;
    private final GateWatch watch;
    private final double warningLevel;

    private GateOrder order;
    private int asset;
    private @Nullable Desk own;
    /** What could not be measured on the first pass, whatever a second pass says. */
    private @Nullable Meter failedMeter;

    private String failure = "";
    /** Which limit denied first. */
    private @Nullable Meter decidedBy;

    Judgement(Desk whole, OrderFlow flow, GateWatch watch, double warningLevel) {
        this.whole = whole;
        this.flow = flow;
        this.watch = watch;
        this.warningLevel = warningLevel;
        order = GateOrder.of("none", "none", 1);
    }

    GateDecision decide(GateOrder of, int index, @Nullable Desk strategy) {
        order = of;
        asset = index;
        own = strategy;
        failedMeter = null;
        decidedBy = null;
        Answer answer = answer(order.lots());
        if (answer == Answer.PLAIN) {
            return GateDecision.Admitted.PLAINLY;
        }
        Report report = new Report(order.lots());
        if (failedMeter != null && report.failures.isEmpty()) {
            report.failures.add(new MeasurementFailure(failedMeter.limit, failedMeter.kind, failure));
        }
        if (answer == Answer.REPORTED) {
            return new GateDecision.Admitted(report.warnings, report.soft, report.failures);
        }
        Meter first = decidedBy;
        if (first != null && report.hard.isEmpty() && report.failures.isEmpty()) {
            // whoever answers twice in two ways has not measured
            report.failures.add(new MeasurementFailure(
                    first.limit, first.kind, "measured twice, it broke its bound the first time only"));
        }
        TradingState state = watch.isStateOverridden(order.asset()) ? OPEN : watch.effectiveState();
        return new GateDecision.Denied(
                state, report.hard, report.rules(), report.soft, report.failures, new OrderCut(order, largestPart()));
    }

    private static final TradingState OPEN =
            new TradingState(TradingState.Mode.ACTIVE, "", java.time.Instant.EPOCH, "");

    /** What passes is closed downwards, so bisection finds the largest part that does. */
    private long largestPart() {
        long passes = 0;
        long fails = Math.abs(order.lots());
        while (fails - passes > 1) {
            long middle = passes + (fails - passes) / 2;
            if (answer(order.lots() > 0 ? middle : -middle) == Answer.DENIED) {
                fails = middle;
            } else {
                passes = middle;
            }
        }
        return passes;
    }

    private Answer answer(long lots) {
        boolean takes = whole.inventory.onlyTakes(asset, lots);
        if (watch.clockFailed() && !takes) {
            return Answer.DENIED;
        }
        if (!flow.keepsAll(order, asset, lots, watch.now())) {
            return Answer.DENIED;
        }
        int first = answer(whole, lots, takes);
        int second = own == null ? 0 : answer(own, lots, takes);
        int all = first | second;
        if ((all & DENIED) != 0 || !isOpen(takes, (all & RELIEVES) != 0)) {
            return Answer.DENIED;
        }
        return (all & REPORTED) != 0 ? Answer.REPORTED : Answer.PLAIN;
    }

    private boolean isOpen(boolean takes, boolean relieves) {
        return switch (watch.state.mode()) {
            case ACTIVE -> true;
            case REDUCING -> takes || relieves || watch.isStateOverridden(order.asset());
            case HALTED -> takes || watch.isStateOverridden(order.asset());
        };
    }

    private static final int REPORTED = 1;
    private static final int RELIEVES = 2;
    private static final int DENIED = 4;

    private int answer(Desk desk, long lots, boolean takes) {
        int found = 0;
        for (Meter meter : desk.meters) {
            Meter.Finding finding;
            try {
                meter.requireSeen();
                meter.ready();
                finding = meter.judge(asset, lots, warningLevel);
            } catch (Throwable thrown) {
                // an Error too: whatever goes wrong closes the gate
                found |= takes ? REPORTED : DENIED;
                if (failedMeter == null) {
                    failedMeter = meter;
                    failure = MeasurementFailure.reasonOf(thrown);
                }
                continue;
            }
            found |= switch (finding) {
                case UNAFFECTED, WITHIN -> 0;
                case WARNED -> REPORTED;
                case RELIEVED -> meter.kind == LimitKind.HARD ? RELIEVES : 0;
                case EXCEEDED -> denies(desk, meter) ? DENIED : REPORTED;
                case UNDECIDED -> !takes && denies(desk, meter) ? DENIED : REPORTED;
            };
            if ((found & DENIED) != 0) {
                if (decidedBy == null) {
                    decidedBy = meter;
                }
                return found;
            }
        }
        // what was exceeded may not be relieved by turning a long into a short
        return (found & RELIEVES) != 0 && desk.inventory.mayCrossZero(asset, lots) ? found | DENIED : found;
    }

    private boolean denies(Desk desk, Meter meter) {
        return meter.kind == LimitKind.HARD && !watch.isOverridden(desk, meter, meter.scopeOf(asset));
    }

    /** Everything there is to say about the order, gathered in a second pass. */
    private final class Report {
        private final long lots;
        private final List<LimitUsage> warnings = new ArrayList<>();
        private final List<Breach> hard = new ArrayList<>();
        private final List<Breach> soft = new ArrayList<>();
        private final List<MeasurementFailure> failures = new ArrayList<>();

        Report(long lots) {
            this.lots = lots;
            read(whole);
            if (own != null) {
                read(own);
            }
        }

        private void read(Desk desk) {
            boolean crosses = desk.inventory.mayCrossZero(asset, lots);
            for (Meter meter : desk.meters) {
                try {
                    meter.requireSeen();
                    meter.ready();
                    Meter.Finding finding = meter.judge(asset, lots, warningLevel);
                    boolean crossing = finding == Meter.Finding.RELIEVED && crosses && meter.kind == LimitKind.HARD;
                    if (finding == Meter.Finding.WARNED) {
                        warn(desk, meter);
                    } else if (finding == Meter.Finding.EXCEEDED || crossing) {
                        (denies(desk, meter) || crossing ? hard : soft).add(breach(desk, meter));
                    } else if (finding == Meter.Finding.UNDECIDED) {
                        failures.add(new MeasurementFailure(
                                meter.limit,
                                meter.kind,
                                "orders are pending in " + desk.inventory.openAssets()
                                        + " assets, too many sets of fills to tell; cancel some first"));
                    }
                } catch (Throwable thrown) {
                    failures.add(new MeasurementFailure(meter.limit, meter.kind, MeasurementFailure.reasonOf(thrown)));
                }
            }
        }

        private void warn(Desk desk, Meter meter) {
            int k = meter.scopeOf(asset);
            double measured = Math.max(meter.held(k), meter.worst(k, asset, lots));
            Limit limit = meter.limit;
            warnings.add(new LimitUsage(
                    limit.name(), desk.scope(meter, k), measured, limit.bound(), limit.usage(measured), meter.kind));
        }

        private Breach breach(Desk desk, Meter meter) {
            int k = meter.scopeOf(asset);
            double measured = Math.max(meter.held(k), meter.worst(k, asset, lots));
            List<Contribution> drivers = List.of();
            try {
                PortfolioView view = meter.site.view(asset, 0);
                drivers = meter.limit.gauge().drivers(view, desk.inventory.weights(asset, lots), k);
            } catch (Throwable thrown) {
                // the breach stands without its explanation
            }
            return new Breach(meter.limit, desk.scope(meter, k), measured, meter.kind, drivers);
        }

        private List<RuleBreach> rules() {
            List<RuleBreach> all = flow.breaches(order, asset, watch.now());
            if (watch.clockFailed()) {
                all.add(new RuleBreach(RuleBreach.Rule.UNMEASURED, 0, 0, "the clock cannot be read"));
            }
            return all;
        }
    }
}
