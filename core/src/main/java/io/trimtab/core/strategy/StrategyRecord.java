package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known about one strategy: what it is, how it did, which market it was made for, how often it was used.
 *
 * <p>It is the record of a strategy, not the code that trades it. Immutable and thread-safe.
 *
 * <pre>{@code
 * StrategyRecord record = StrategyRecord.builder("momentum-12m", StrategyType.MOMENTUM)
 *         .family("momentum").parameter("months", "12")
 *         .performance(PerformanceSummary.builder().sharpe(0.8).build())
 *         .usage(24, 0.63).dates(LocalDate.of(2020, 1, 31), LocalDate.of(2024, 5, 31))
 *         .build();
 * }</pre>
 *
 * @param id unique in a catalog
 * @param family strategies of one idea, such as all horizons of momentum
 * @param type what kind of idea it trades
 * @param parameters its parameters by name, in the order of the names
 * @param performance its track record
 * @param context the market it was made for
 * @param usageCount how often it was used, not negative
 * @param successRate share of the uses that succeeded, within [0, 1]; NaN if not measured
 * @param adaptationQuality how well it fits after being adapted, within [0, 1]; 1 if no adaptation is needed; NaN if
 *     not measured
 * @param discovered when it was found
 * @param lastUpdate when this record was last brought up to date; not before it was found
 * @param tags words to find it by, in their natural order
 * @param evidence how far its track record stands above luck; {@link TrackEvidence#none()} if nobody examined it
 */
public record StrategyRecord(
        String id,
        String family,
        StrategyType type,
        SortedMap<String, String> parameters,
        PerformanceSummary performance,
        StrategyContext context,
        int usageCount,
        double successRate,
        double adaptationQuality,
        LocalDate discovered,
        LocalDate lastUpdate,
        SortedSet<String> tags,
        TrackEvidence evidence)
        implements Serializable {
    public StrategyRecord {
        Check.notBlank(id, "id");
        Check.notBlank(family, "family");
        Check.notNull(type, "type");
        parameters = Collections.unmodifiableSortedMap(
                new TreeMap<>((Map<String, String>) Check.notNull(parameters, "parameters")));
        parameters.forEach((name, value) -> {
            Check.notBlank(name, "parameter name");
            Check.notNull(value, "parameter " + name);
        });
        Check.notNull(performance, "performance");
        Check.notNull(context, "context");
        Check.atLeast(usageCount, 0, "usageCount");
        PerformanceSummary.share(successRate, "successRate");
        PerformanceSummary.share(adaptationQuality, "adaptationQuality");
        Check.notNull(discovered, "discovered");
        Check.notNull(lastUpdate, "lastUpdate");
        if (lastUpdate.isBefore(discovered)) {
            throw new IllegalArgumentException(
                    "lastUpdate of " + id + " must not be before discovered (" + discovered + "), was " + lastUpdate);
        }
        tags = Collections.unmodifiableSortedSet(new TreeSet<>((Collection<String>) Check.notNull(tags, "tags")));
        tags.forEach(tag -> Check.notBlank(tag, "tag"));
        Check.notNull(evidence, "evidence");
    }

    /**
     * A builder.
     *
     * @param id unique in a catalog
     * @param type what kind of idea it trades
     * @return a new builder
     */
    public static Builder builder(String id, StrategyType type) {
        return new Builder(id, type);
    }

    /**
     * A builder that starts from this record.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(id, type);
        builder.family = family;
        builder.parameters.putAll(parameters);
        builder.performance = performance;
        builder.context = context;
        builder.usageCount = usageCount;
        builder.successRate = successRate;
        builder.adaptationQuality = adaptationQuality;
        builder.discovered = discovered;
        builder.lastUpdate = lastUpdate;
        builder.tags.addAll(tags);
        builder.evidence = evidence;
        return builder;
    }

    /**
     * What makes two records the same strategy under two ids: family, type, asset class and parameters.
     *
     * @return a text, each part preceded by its length, so that no two strategies share one by accident
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        part(text, family);
        part(text, type.name());
        part(text, context.assetClass().name());
        parameters.forEach((name, value) -> {
            part(text, name);
            part(text, value);
        });
        return text.toString();
    }

    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /** Collects the parts of a record. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final StrategyType type;
        private final SortedMap<String, String> parameters = new TreeMap<>();
        private final SortedSet<String> tags = new TreeSet<>();
        private String family;
        private PerformanceSummary performance = PerformanceSummary.builder().build();
        private StrategyContext context = StrategyContext.UNKNOWN;
        private int usageCount;
        private double successRate = Double.NaN;
        private double adaptationQuality = 1;
        private LocalDate discovered = LocalDate.EPOCH;
        private LocalDate lastUpdate = LocalDate.EPOCH;
        private TrackEvidence evidence = TrackEvidence.none();

        private Builder(String id, StrategyType type) {
            this.id = Check.notBlank(id, "id");
            this.type = Check.notNull(type, "type");
            this.family = type.name();
        }

        /**
         * Sets the family; without it, the family is the type's name.
         *
         * @param value not blank
         * @return this builder
         */
        public Builder family(String value) {
            family = Check.notBlank(value, "family");
            return this;
        }

        /**
         * Sets one parameter.
         *
         * @param name its name
         * @param value its value as text
         * @return this builder
         */
        public Builder parameter(String name, String value) {
            parameters.put(Check.notBlank(name, "parameter name"), Check.notNull(value, "parameter value"));
            return this;
        }

        /**
         * Sets the track record; without it, nothing is measured.
         *
         * @param value the track record
         * @return this builder
         */
        public Builder performance(PerformanceSummary value) {
            performance = Check.notNull(value, "performance");
            return this;
        }

        /**
         * Sets the market the strategy was made for; without it, it is unknown.
         *
         * @param value the context
         * @return this builder
         */
        public Builder context(StrategyContext value) {
            context = Check.notNull(value, "context");
            return this;
        }

        /**
         * Sets how often it was used and how often that succeeded.
         *
         * @param count uses, not negative
         * @param success share of the uses that succeeded, within [0, 1]; NaN if not measured
         * @return this builder
         */
        public Builder usage(int count, double success) {
            usageCount = count;
            successRate = success;
            return this;
        }

        /**
         * Sets how well it fits after being adapted; without it, no adaptation is needed.
         *
         * @param quality within [0, 1]; NaN if not measured
         * @return this builder
         */
        public Builder adaptationQuality(double quality) {
            adaptationQuality = quality;
            return this;
        }

        /**
         * Sets the dates; without them, both are 1970-01-01, which is as stale as can be.
         *
         * @param found when it was found
         * @param updated when the record was last brought up to date
         * @return this builder
         */
        public Builder dates(LocalDate found, LocalDate updated) {
            discovered = Check.notNull(found, "discovered");
            lastUpdate = Check.notNull(updated, "lastUpdate");
            return this;
        }

        /**
         * Adds a word to find it by.
         *
         * @param value not blank
         * @return this builder
         */
        public Builder tag(String value) {
            tags.add(Check.notBlank(value, "tag"));
            return this;
        }

        /**
         * Sets how far the track record stands above luck; without it, nobody examined it.
         *
         * @param value the evidence
         * @return this builder
         */
        public Builder evidence(TrackEvidence value) {
            evidence = Check.notNull(value, "evidence");
            return this;
        }

        /**
         * Builds the record.
         *
         * @return the record
         * @throws IllegalArgumentException if a value is out of its range
         */
        public StrategyRecord build() {
            return new StrategyRecord(
                    id,
                    family,
                    type,
                    parameters,
                    performance,
                    context,
                    usageCount,
                    successRate,
                    adaptationQuality,
                    discovered,
                    lastUpdate,
                    tags,
                    evidence);
        }
    }
}
