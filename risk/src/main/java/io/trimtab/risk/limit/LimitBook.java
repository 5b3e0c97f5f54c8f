package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits, and the verdict on a proposed portfolio.
 *
 * <pre>{@code
 * LimitBook limits = LimitBook.builder()
 *         .valueAtRisk(Confidence.of(0.95), 0.02)
 *         .grossExposure(1.5)
 *         .position(0.10)
 *         .group("tech", List.of("SAP", "ASML"), 0.30)
 *         .build();
 * if (limits.check(portfolio, proposed) instanceof Verdict.Denied denied) {
 *     denied.reasons();     // position SAP 11.4% > 10%
 *     denied.smallestCut(); // buy 1.6% of equity in SAP instead of 3%
 * }
 * }</pre>
 *
 * <p>The rules, in their order:
 *
 * <ol>
 *   <li>Bad input (another universe) is refused loudly, with an exception.
 *   <li>It fails closed: when a limit cannot be measured, because something throws (an {@link Error} too) or is not
 *       finite, everything is denied but orders that only reduce positions, and every verdict names the failure.
 *   <li>A limit that is exceeded after the order denies it, unless it was exceeded before, does not rise, and no position
 *       crosses zero. So an order that reduces risk is never denied. Drawdown and daily loss, which no order cures, and
 *       turnover, which counts the order itself, let pass what only reduces positions.
 *   <li>A denial carries the largest part of the order, all legs cut alike, that passes; its text is rounded to the safe
 *       side.
 * </ol>
 *
 * <p>The order is judged as filled completely; a single leg filled in part lies between the portfolio now and the one
 * judged. Immutable and thread-safe.
 */
public final class LimitBook {
    private final List<Entry> entries;
    private final double warningLevel;

    private LimitBook(List<Entry> entries, double warningLevel) {
        this.entries = entries;
        this.warningLevel = warningLevel;
    }

    private record Entry(Limit limit, LimitKind kind) {}

    /**
     * A book to be filled.
     *
     * @return a builder without limits that warns at 80%
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The limits that deny.
     *
     * @return in the order they were added
     */
    public List<Limit> hardLimits() {
        return limits(LimitKind.HARD);
    }

    /**
     * The limits that only warn.
     *
     * @return in the order they were added
     */
    public List<Limit> softLimits() {
        return limits(LimitKind.SOFT);
    }

    private List<Limit> limits(LimitKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::limit)
                .toList();
    }

    /**
     * Judges a proposed portfolio.
     *
     * @param portfolio what is held now, and what its risk is measured with
     * @param proposed what would be held after the order
     * @return approved or denied
     * @throws IllegalArgumentException if the universes differ
     */
    public Verdict check(PortfolioView portfolio, Weights proposed) {
        Check.notNull(portfolio, "portfolio")
                .universe()
                .requireSame(Check.notNull(proposed, "proposed").universe(), "proposed");
        Assessment found = assess(portfolio, proposed);
        if (!found.denies()) {
            return found.approved();
        }
        double fraction = largestFraction(portfolio, proposed, found.failures.isEmpty());
        return found.denied(Cut.of(portfolio.current(), proposed, fraction));
    }

    /**
     * Judges what is held, without any order and without any relief.
     *
     * @param portfolio what is held now, and what its risk is measured with
     * @return denied if a hard limit is exceeded or any cannot be measured
     */
    public Verdict check(PortfolioView portfolio) {
        Weights current = Check.notNull(portfolio, "portfolio").current();
        Assessment found = new Assessment();
        for (Entry entry : entries) {
            double[] values = found.measure(entry, portfolio, current);
            if (values != null) {
                for (int k = 0; k < values.length; k++) {
                    if (values[k] > entry.limit().slackBound()) {
                        found.breach(entry, portfolio, current, k, values[k]);
                    }
                }
                found.use(entry, portfolio, values, warningLevel);
            }
        }
        if (!found.denies()) {
            return found.approved();
        }
        return found.denied(new Cut(0, current, "there is no order to cut: reduce positions"));
    }

    private Assessment assess(PortfolioView view, Weights proposed) {
        Assessment found = new Assessment();
        found.onlyReduces = Trades.onlyReduces(view.current(), proposed);
        boolean crosses = Trades.crossesZero(view.current(), proposed);
        for (Entry entry : entries) {
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

    /**
     * The largest part of the order that passes, 0 if none does. Beyond the point where a position crosses zero every limit
     * must be kept; up to there one that is exceeded already must only not rise, so that nothing at all always passes, and
     * where that part only reduces positions, account state, turnover and limits that cannot be measured let it pass.
     */
    private double largestFraction(PortfolioView view, Weights proposed, boolean measurable) {
        double crossing = Trades.firstCrossing(view.current(), proposed);
        boolean reduces = Trades.onlyReduces(view.current(), Trades.part(view.current(), proposed, crossing));
        if (measurable && crossing < 1) {
            double beyond = settle(view, proposed, 1, Allowance.NOTHING);
            if (beyond > crossing && passes(view, proposed, beyond)) {
                return beyond;
            }
        }
        if (!measurable && !reduces) {
            return 0;
        }
        double fraction = settle(view, proposed, crossing, reduces ? Allowance.REDUCTION : Allowance.NOT_RISING);
        // what passes whole now was denied before: a measure that works only now and then proves nothing
        return fraction > 0 && fraction < 1 && passes(view, proposed, fraction) ? fraction : 0;
    }

    /** What a part of an order may do to limits that are exceeded already. */
    private enum Allowance {
        NOTHING,
        NOT_RISING,
        REDUCTION
    }

    /** Each limit bounds the fraction from above; together they settle in a few rounds. */
    private double settle(PortfolioView view, Weights proposed, double upper, Allowance allowance) {
        double fraction = upper;
        for (double before = Double.NaN; fraction != before && fraction > 0; ) {
            before = fraction;
            for (Entry entry : entries) {
                if (entry.kind() == LimitKind.HARD && fraction > 0) {
                    fraction = largestFraction(entry.limit(), view, proposed, fraction, allowance);
                }
            }
        }
        return fraction;
    }

    private static double largestFraction(
            Limit limit, PortfolioView view, Weights proposed, double upper, Allowance allowance) {
        Gauge gauge = limit.gauge();
        boolean stateRelieved = allowance == Allowance.REDUCTION && gauge.relief() == Gauge.Relief.REDUCTION_ONLY;
        boolean mayNotRise = allowance != Allowance.NOTHING && gauge.relief() == Gauge.Relief.NOT_RISING;
        if (stateRelieved) {
            return upper;
        }
        double fraction = upper;
        try {
            double[] before = gauge.measure(view, view.current());
            for (int k = 0; k < before.length && fraction > 0; k++) {
                double bound = mayNotRise && before[k] > limit.slackBound() ? before[k] : limit.bound();
                double there = gauge.measure(view, Trades.part(view.current(), proposed, fraction))[k];
                if (Double.isFinite(there) && there > Limit.withSlack(bound)) {
                    fraction = gauge.largestFraction(view, proposed, k, bound, fraction);
                }
            }
            return fraction;
        } catch (Throwable unmeasurable) {
            return allowance == Allowance.REDUCTION ? fraction : 0;
        }
    }

    private boolean passes(PortfolioView view, Weights proposed, double fraction) {
        return !assess(view, Trades.part(view.current(), proposed, fraction)).denies();
    }

    /** What one pass over the limits found. */
    private static final class Assessment {
        private final List<LimitUsage> usages = new ArrayList<>();
        private final List<LimitUsage> warnings = new ArrayList<>();
        private final List<Breach> hard = new ArrayList<>();
        private final List<Breach> soft = new ArrayList<>();
        private final List<MeasurementFailure> failures = new ArrayList<>();
        private boolean onlyReduces;

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
        double @Nullable [] measure(Entry entry, PortfolioView view, Weights weights) {
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
                return failed(entry, reasonOf(thrown));
            }
        }

        private static String reasonOf(Throwable thrown) {
            String name = thrown.getClass().getSimpleName();
            try {
                String message = thrown.getMessage();
                return message == null ? name : message;
            } catch (Throwable hostile) {
                return name;
            }
        }

        private double @Nullable [] failed(Entry entry, String reason) {
            failures.add(new MeasurementFailure(entry.limit(), entry.kind(), reason));
            return null;
        }

        void breach(Entry entry, PortfolioView view, Weights weights, int k, double measured) {
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

        void use(Entry entry, PortfolioView view, double[] values, double warningLevel) {
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

    @Override
    public String toString() {
        return "LimitBook[hard " + hardLimits() + ", soft " + softLimits() + "]";
    }

    /** Fills a {@link LimitBook}; not thread-safe. The named methods add hard limits. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private double warningLevel = 0.8;

        private Builder() {}

        /**
         * Adds a limit that denies.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder hard(Limit limit) {
            entries.add(new Entry(Check.notNull(limit, "limit"), LimitKind.HARD));
            return this;
        }

        /**
         * Adds a limit that only warns.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder soft(Limit limit) {
            entries.add(new Entry(Check.notNull(limit, "limit"), LimitKind.SOFT));
            return this;
        }

        /**
         * Adds {@link Limit#valueAtRisk}.
         *
         * @param confidence the confidence
         * @param bound the largest value at risk, a positive loss
         * @return this builder
         */
        public Builder valueAtRisk(Confidence confidence, double bound) {
            return hard(Limit.valueAtRisk(confidence, bound));
        }

        /**
         * Adds {@link Limit#expectedShortfall}.
         *
         * @param confidence the confidence
         * @param bound the largest expected shortfall, a positive loss
         * @return this builder
         */
        public Builder expectedShortfall(Confidence confidence, double bound) {
            return hard(Limit.expectedShortfall(confidence, bound));
        }

        /**
         * Adds {@link Limit#volatility}.
         *
         * @param periods how many periods of the risk model make a year
         * @param bound the largest annual volatility
         * @return this builder
         */
        public Builder volatility(PeriodsPerYear periods, double bound) {
            return hard(Limit.volatility(periods, bound));
        }

        /**
         * Adds {@link Limit#drawdown}.
         *
         * @param bound the largest drawdown
         * @return this builder
         */
        public Builder drawdown(double bound) {
            return hard(Limit.drawdown(bound));
        }

        /**
         * Adds {@link Limit#dailyLoss}.
         *
         * @param bound the largest loss of a day
         * @return this builder
         */
        public Builder dailyLoss(double bound) {
            return hard(Limit.dailyLoss(bound));
        }

        /**
         * Adds {@link Limit#grossExposure}.
         *
         * @param bound the largest sum of absolute weights
         * @return this builder
         */
        public Builder grossExposure(double bound) {
            return hard(Limit.grossExposure(bound));
        }

        /**
         * Adds {@link Limit#netExposure}.
         *
         * @param bound the largest net exposure, long or short
         * @return this builder
         */
        public Builder netExposure(double bound) {
            return hard(Limit.netExposure(bound));
        }

        /**
         * Adds {@link Limit#position(double)}.
         *
         * @param bound the largest absolute weight of any asset
         * @return this builder
         */
        public Builder position(double bound) {
            return hard(Limit.position(bound));
        }

        /**
         * Adds {@link Limit#position(String, double)}.
         *
         * @param id the asset
         * @param bound its largest absolute weight
         * @return this builder
         */
        public Builder position(String id, double bound) {
            return hard(Limit.position(id, bound));
        }

        /**
         * Adds {@link Limit#group}.
         *
         * @param name the group's name
         * @param members the ids of its assets
         * @param bound the largest sum of absolute weights
         * @return this builder
         */
        public Builder group(String name, List<String> members, double bound) {
            return hard(Limit.group(name, members, bound));
        }

        /**
         * Adds {@link Limit#concentration}.
         *
         * @param bound the largest sum of squared weights
         * @return this builder
         */
        public Builder concentration(double bound) {
            return hard(Limit.concentration(bound));
        }

        /**
         * Adds {@link Limit#turnover}.
         *
         * @param bound the largest sum of absolute changes of weight
         * @return this builder
         */
        public Builder turnover(double bound) {
            return hard(Limit.turnover(bound));
        }

        /**
         * From which usage a limit is reported as a warning; by default 0.8.
         *
         * @param fraction of the bound, from 0 to 1
         * @return this builder
         */
        public Builder warnAt(double fraction) {
            warningLevel = Check.within(fraction, 0, 1, "warning level");
            return this;
        }

        /**
         * The book.
         *
         * @return an immutable book of the limits added so far
         * @throws IllegalArgumentException if there is no limit: an empty book would approve everything
         */
        public LimitBook build() {
            if (entries.isEmpty()) {
                throw new IllegalArgumentException(
                        "a limit book must have at least one limit: an empty one would approve everything");
            }
            return new LimitBook(List.copyOf(entries), warningLevel);
        }
    }
}
