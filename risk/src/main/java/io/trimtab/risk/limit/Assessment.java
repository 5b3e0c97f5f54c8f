package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one pass over the limits of a book found. Single-threaded, used once. */
final class Assessment {
    private final List<LimitUsage> usages = new ArrayList<>();
    private final List<LimitUsage> warnings = new ArrayList<>();
    private final List<Breach> hard = new ArrayList<>();
    private final List<Breach> soft = new ArrayList<>();
    private final List<MeasurementFailure> failures = new ArrayList<>();
    private boolean onlyReduces;

    private Assessment() {}

    /** Judges what would be held after an order, with the relief that an order deserves which makes nothing worse. */
    static Assessment of(List<LimitEntry> entries, PortfolioView view, Weights proposed, double warningLevel) {
        Assessment found = new Assessment();
        found.onlyReduces = Trades.onlyReduces(view.current(), proposed);
        boolean crosses = Trades.crossesZero(view.current(), proposed);
        for (LimitEntry entry : entries) {
            double[] after = found.measure(entry, view, proposed);
            double[] before = after == null ? null : found.measure(entry, view, view.current());
            if (after == null || before == null) {
                continue;
            }
            double bound = entry.limit().slackBound();
            for (int k = 0; k < after.length; k++) {
                boolean relieved = entry.limit().gauge().relief() == Gauge.Relief.REDUCTION_ONLY
                        ? found.onlyReduces
                        : before[k] > bound && after[k] <= Limit.withSlack(before[k]) && !crosses;
                if (after[k] > bound && !relieved) {
                    found.breach(entry, view, proposed, k, after[k]);
                }
            }
            found.use(entry, view, after, warningLevel);
        }
        return found;
    }

    /** Judges what is held, without any relief. */
    static Assessment ofHeld(List<LimitEntry> entries, PortfolioView view, double warningLevel) {
        Assessment found = new Assessment();
        for (LimitEntry entry : entries) {
            double[] values = found.measure(entry, view, view.current());
            if (values != null) {
                for (int k = 0; k < values.length; k++) {
                    if (values[k] > entry.limit().slackBound()) {
                        found.breach(entry, view, view.current(), k, values[k]);
                    }
                }
                found.use(entry, view, values, warningLevel);
            }
        }
        return found;
    }

    boolean isMeasured() {
        return failures.isEmpty();
    }

    boolean denies() {
        return !hard.isEmpty() || (!failures.isEmpty() && !onlyReduces);
    }

    Verdict approved() {
        return new Verdict.Approved(usages, warnings, soft, failures);
    }

    Verdict denied(Cut cut) {
        return new Verdict.Denied(usages, warnings, soft, hard, failures, cut);
    }

    /** The one place where a measurement may fail: whatever goes wrong is recorded and closes the gate. */
    private double @Nullable [] measure(LimitEntry entry, PortfolioView view, Weights weights) {
        try {
            double[] values = entry.limit().gauge().measure(view, weights);
            for (int k = 0; k < values.length; k++) {
                if (!Double.isFinite(values[k])) {
                    return failed(
                            entry,
                            "it is " + values[k] + " for "
                                    + entry.limit().gauge().scope(view, k));
                }
            }
            return values;
        } catch (Throwable thrown) {
            // an Error too: an assertion or a missing class in a host's measure must close the gate, not open it
            return failed(entry, MeasurementFailure.reasonOf(thrown));
        }
    }

    private double @Nullable [] failed(LimitEntry entry, String reason) {
        failures.add(new MeasurementFailure(entry.limit(), entry.kind(), reason));
        return null;
    }

    private void breach(LimitEntry entry, PortfolioView view, Weights weights, int k, double measured) {
        Gauge gauge = entry.limit().gauge();
        List<Contribution> drivers;
        try {
            drivers = gauge.drivers(view, weights, k);
        } catch (Throwable thrown) {
            // the breach stands without its explanation
            drivers = List.of();
        }
        Breach breach = new Breach(entry.limit(), gauge.scope(view, k), measured, entry.kind(), drivers);
        (entry.kind() == LimitKind.HARD ? hard : soft).add(breach);
    }

    private void use(LimitEntry entry, PortfolioView view, double[] values, double warningLevel) {
        if (values.length == 0) {
            return;
        }
        int most = 0;
        for (int k = 1; k < values.length; k++) {
            most = values[k] > values[most] ? k : most;
        }
        double used = entry.limit().usage(values[most]);
        LimitUsage usage = new LimitUsage(
                entry.limit().name(),
                entry.limit().gauge().scope(view, most),
                values[most],
                entry.limit().bound(),
                used,
                entry.kind());
        usages.add(usage);
        // 0.08 of 0.10 is 0.7999999999999999 in binary
        if (Limit.withSlack(used) >= warningLevel) {
            warnings.add(usage);
        }
    }
}
