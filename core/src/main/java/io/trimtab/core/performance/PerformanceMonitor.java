package io.trimtab.core.performance;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.cycle.port.PerformanceObservation;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.cycle.port.PerformanceTracker;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows the rolling performance of subjects (the portfolio, strategies) against a baseline and says, once for each
 * episode, that one has become worse and that it has recovered.
 *
 * <pre>{@code
 * PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
 *         .window(60).baseline("equal weight").build();
 * PerformanceReading reading = monitor.observe(new PerformanceObservation(now, returns));
 * }</pre>
 *
 * <p>A subject is compared with the figures expected of it ({@link Builder#expecting}), else with those of the baseline
 * subject over its window once that has as many returns as a subject needs, else not at all; a subject is judged when it is
 * observed. An episode begins when the Sharpe ratio is lower by at least 0.3, or
 * the drawdown higher by at least 0.05 (both configurable), than the baseline's; it ends when the difference is below
 * the given fraction (one half) of that, so that noise at the threshold cannot raise two notices. A figure that is
 * undefined neither begins nor ends an episode. Episodes of the Sharpe ratio and of the drawdown are separate.
 *
 * <p>An observation costs O(window) for each subject in it. Thread-safe.
 */
public final class PerformanceMonitor implements PerformanceTracker {
    /** The type of the notice that begins an episode. */
    public static final String DETERIORATED = "performance.deteriorated";
    /** The type of the notice that ends an episode. */
    public static final String RECOVERED = "performance.recovered";

    private static final double HIGHEST_RETURN = 1e9;

    private final PeriodsPerYear year;
    private final int window;
    private final int minimum;
    private final double riskFree;
    private final double sharpeDrop;
    private final double drawdownRise;
    private final double recovery;
    private final String baseline;
    private final SortedMap<String, PerformanceFigures> expected;

    private final SortedMap<String, ReturnWindow> windows = new TreeMap<>();
    private final SortedSet<String> episodes = new TreeSet<>();

    private PerformanceMonitor(Builder builder) {
        year = builder.year;
        window = builder.window;
        minimum = Math.min(builder.minimum, builder.window);
        riskFree = builder.riskFree;
        sharpeDrop = builder.sharpeDrop;
        drawdownRise = builder.drawdownRise;
        recovery = builder.recovery;
        baseline = builder.baseline;
        expected = new TreeMap<>(builder.expected);
    }

    /**
     * Begins a monitor with a window of 60 returns, of which 20 must be there, and the default thresholds.
     *
     * @param year how many returns make a year
     * @return a builder
     */
    public static Builder builder(PeriodsPerYear year) {
        return new Builder(Check.notNull(year, "year"));
    }

    @Override
    public synchronized PerformanceReading observe(PerformanceObservation observation) {
        Check.notNull(observation, "observation");
        // Before anything is changed: a figure that overflows later would fail every observation of a whole window.
        observation.returns().forEach((subject, value) -> {
            if (!(value <= HIGHEST_RETURN)) {
                throw new IllegalArgumentException("returns[" + subject + "] must be at most " + HIGHEST_RETURN
                        + ", was " + value + ": no price moves like this, look for a wrong one");
            }
        });
        observation
                .returns()
                .forEach((subject, value) -> windows.computeIfAbsent(subject, name -> new ReturnWindow(window))
                        .add(value));
        SortedMap<String, PerformanceFigures> figures = figures();
        List<AlertNotice> notices = new ArrayList<>();
        for (Map.Entry<String, PerformanceFigures> entry : figures.entrySet()) {
            String subject = entry.getKey();
            PerformanceFigures reference =
                    observation.returns().containsKey(subject) ? referenceOf(subject, figures) : null;
            if (reference != null && entry.getValue().observations() >= minimum) {
                compare(subject, entry.getValue(), reference, observation.at(), notices);
            }
        }
        return new PerformanceReading(figures, notices);
    }

    private @Nullable PerformanceFigures referenceOf(String subject, SortedMap<String, PerformanceFigures> figures) {
        PerformanceFigures known = expected.get(subject);
        if (known != null || subject.equals(baseline)) {
            return known;
        }
        PerformanceFigures now = figures.get(baseline);
        return now == null || now.observations() < minimum ? null : now;
    }

    /**
     * The figures now.
     *
     * @return the latest reading, without notices
     */
    public synchronized PerformanceReading reading() {
        return new PerformanceReading(figures(), List.of());
    }

    private SortedMap<String, PerformanceFigures> figures() {
        SortedMap<String, PerformanceFigures> figures = new TreeMap<>();
        windows.forEach((subject, returns) -> figures.put(subject, returns.figures(year, riskFree)));
        return figures;
    }

    /**
     * What is worse than its baseline at the moment.
     *
     * @return subject and figure, such as {@code portfolio sharpe}, sorted
     */
    public synchronized SortedSet<String> openEpisodes() {
        return new TreeSet<>(episodes);
    }

    private void compare(
            String subject, PerformanceFigures now, PerformanceFigures reference, Instant at, List<AlertNotice> out) {
        double lost = reference.sharpe() - now.sharpe();
        judge(new Comparison(subject, "sharpe", now.sharpe(), reference.sharpe(), lost, sharpeDrop), at, out);
        double deeper = now.drawdown() - reference.drawdown();
        judge(new Comparison(subject, "drawdown", now.drawdown(), reference.drawdown(), deeper, drawdownRise), at, out);
    }

    /** Both comparisons are false for an undefined figure: it changes nothing. */
    private void judge(Comparison comparison, Instant at, List<AlertNotice> out) {
        String episode = comparison.subject + " " + comparison.figure;
        if (comparison.worse >= comparison.threshold && episodes.add(episode)) {
            out.add(comparison.notice(AlertLevel.WARNING, DETERIORATED, "has become worse", at));
        } else if (comparison.worse < recovery * comparison.threshold && episodes.remove(episode)) {
            out.add(comparison.notice(AlertLevel.INFO, RECOVERED, "has recovered", at));
        }
    }

    /** One figure of one subject beside its baseline. */
    private record Comparison(
            String subject, String figure, double now, double reference, double worse, double threshold) {
        AlertNotice notice(AlertLevel level, String type, String what, Instant at) {
            SortedMap<String, String> labels = new TreeMap<>();
            labels.put("figure", figure);
            labels.put("subject", subject);
            String text = String.format(
                    Locale.ROOT,
                    "%s of %s %s: %.3f against %.3f, a difference of %.3f where %.3f is tolerated",
                    figure,
                    subject,
                    what,
                    now,
                    reference,
                    worse,
                    threshold);
            return new AlertNotice(level, type, labels, text, at);
        }
    }

    /** Settings of a {@link PerformanceMonitor}. Not thread-safe. */
    public static final class Builder {
        private final PeriodsPerYear year;
        private int window = 60;
        private int minimum = 20;
        private double riskFree;
        private double sharpeDrop = 0.3;
        private double drawdownRise = 0.05;
        private double recovery = 0.5;
        private String baseline = "baseline";
        private final SortedMap<String, PerformanceFigures> expected = new TreeMap<>();

        private Builder(PeriodsPerYear year) {
            this.year = year;
        }

        /**
         * How many of the latest returns count.
         *
         * @param returns at least 2; 60 by default
         * @return this builder
         */
        public Builder window(int returns) {
            window = Check.atLeast(returns, 2, "window");
            return this;
        }

        /**
         * How many returns there must be before a subject is judged.
         *
         * @param returns at least 2; 20 by default, and never more than the window
         * @return this builder
         */
        public Builder minimumObservations(int returns) {
            minimum = Check.atLeast(returns, 2, "minimumObservations");
            return this;
        }

        /**
         * The risk-free rate in the Sharpe ratio.
         *
         * @param annual simple annual rate, 0 by default
         * @return this builder
         */
        public Builder riskFreeRate(double annual) {
            riskFree = Check.finite(annual, "riskFreeRate");
            return this;
        }

        /**
         * By how much a Sharpe ratio may fall short of its baseline.
         *
         * @param difference positive; 0.3 by default
         * @return this builder
         */
        public Builder sharpeDrop(double difference) {
            sharpeDrop = Check.positive(difference, "sharpeDrop");
            return this;
        }

        /**
         * By how much a drawdown may exceed its baseline.
         *
         * @param difference a fraction of the high, positive; 0.05 by default
         * @return this builder
         */
        public Builder drawdownRise(double difference) {
            drawdownRise = Check.positive(difference, "drawdownRise");
            return this;
        }

        /**
         * When an episode is over.
         *
         * @param fraction the difference must be below this fraction of the threshold; from 0 to 1, one half by default
         * @return this builder
         */
        public Builder recoveredBelow(double fraction) {
            recovery = Check.within(fraction, 0, 1, "recoveredBelow");
            return this;
        }

        /**
         * The subject all others are compared with.
         *
         * @param subject its name; {@code baseline} by default
         * @return this builder
         */
        public Builder baseline(String subject) {
            baseline = Check.notBlank(subject, "baseline");
            return this;
        }

        /**
         * What is expected of a subject, such as the record it was selected for, instead of the baseline subject.
         *
         * @param subject the subject
         * @param figures what it is compared with
         * @return this builder
         */
        public Builder expecting(String subject, PerformanceFigures figures) {
            expected.put(Check.notBlank(subject, "subject"), Check.notNull(figures, "figures"));
            return this;
        }

        /**
         * Makes the monitor.
         *
         * @return a monitor that has seen nothing yet
         */
        public PerformanceMonitor build() {
            return new PerformanceMonitor(this);
        }
    }
}
