package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.ArrayList;
import java.util.List;

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
    private final List<LimitEntry> entries;
    private final double warningLevel;

    private LimitBook(List<LimitEntry> entries, double warningLevel) {
        this.entries = entries;
        this.warningLevel = warningLevel;
    }

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

    List<LimitEntry> entries() {
        return entries;
    }

    double warningLevel() {
        return warningLevel;
    }

    private List<Limit> limits(LimitKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(LimitEntry::limit)
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
        Assessment found = Assessment.of(entries, portfolio, proposed, warningLevel);
        if (!found.denies()) {
            return found.approved();
        }
        double fraction = new LargestPart(entries, portfolio, proposed, warningLevel).find(found.isMeasured());
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
        Assessment found = Assessment.ofHeld(entries, portfolio, warningLevel);
        if (!found.denies()) {
            return found.approved();
        }
        return found.denied(new Cut(0, current, "there is no order to cut: reduce positions"));
    }

    @Override
    public String toString() {
        return "LimitBook[hard " + hardLimits() + ", soft " + softLimits() + "]";
    }

    /** Fills a {@link LimitBook}; not thread-safe. The named methods add hard limits. */
    public static final class Builder {
        private final List<LimitEntry> entries = new ArrayList<>();
        private double warningLevel = 0.8;

        private Builder() {}

        /**
         * Adds a limit that denies.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder hard(Limit limit) {
            entries.add(new LimitEntry(Check.notNull(limit, "limit"), LimitKind.HARD));
            return this;
        }

        /**
         * Adds a limit that only warns.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder soft(Limit limit) {
            entries.add(new LimitEntry(Check.notNull(limit, "limit"), LimitKind.SOFT));
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
