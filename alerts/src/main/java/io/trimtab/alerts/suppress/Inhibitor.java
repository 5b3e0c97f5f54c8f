package io.trimtab.alerts.suppress;

import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which alerts are kept back because others are firing.
 *
 * <p>Each rule keeps <em>all</em> its firing sources by the values that must agree, so that the end of one does not
 * release what another still keeps back. At most so many sources are remembered: one that finds no room keeps nothing
 * back, which tells too much rather than too little, and is counted. A question looks up one entry for each rule. Not
 * thread-safe.
 *
 * @param <K> how sources are identified
 */
public final class Inhibitor<K> {
    /** A firing source of one rule. */
    private record Source(Instant until, boolean alsoTarget) {}

    /** The firing sources of one rule, by the values that must agree. */
    private static final class Watch<K> {
        private final InhibitionRule rule;
        private final Map<List<String>, Map<K, Source>> sources = new HashMap<>();

        Watch(InhibitionRule rule) {
            this.rule = rule;
        }

        void add(K identity, LabelSet labels, Instant until) {
            if (rule.source().matches(labels)) {
                sources.computeIfAbsent(rule.values(labels), values -> new LinkedHashMap<>())
                        .put(identity, new Source(until, rule.target().matches(labels)));
            }
        }

        void remove(K identity, LabelSet labels) {
            List<String> values = rule.values(labels);
            Map<K, Source> same = sources.get(values);
            if (same != null && same.remove(identity) != null && same.isEmpty()) {
                sources.remove(values);
            }
        }

        boolean inhibits(LabelSet target, Instant now) {
            Map<K, Source> same = sources.get(rule.values(target));
            if (same == null || !rule.target().matches(target)) {
                return false;
            }
            boolean alsoSource = rule.source().matches(target);
            for (Source source : same.values()) {
                if (source.until().isAfter(now) && !(alsoSource && source.alsoTarget())) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Remembered(LabelSet labels, Instant until) {}

    private final List<Watch<K>> watches = new ArrayList<>();
    private final Map<K, Remembered> remembered = new LinkedHashMap<>();
    private final int capacity;
    private long overflow;

    private Inhibitor(int capacity) {
        this.capacity = capacity;
    }

    /**
     * No sources as yet.
     *
     * @param rules the rules
     * @param capacity the most sources remembered at one time, at least 0
     * @param <K> how sources are identified
     * @return the inhibitor
     */
    public static <K> Inhibitor<K> of(List<InhibitionRule> rules, int capacity) {
        Inhibitor<K> inhibitor = new Inhibitor<>(Check.atLeast(capacity, 0, "capacity"));
        Check.notNull(rules, "rules");
        for (int i = 0; i < rules.size(); i++) {
            inhibitor.watches.add(new Watch<>(Check.notNull(rules.get(i), "rules[" + i + "]")));
        }
        return inhibitor;
    }

    /**
     * An alert fires, again or with another end.
     *
     * @param identity which alert
     * @param labels its labels, which must not change later
     * @param until when it will have ended unless it is raised again
     * @return whether it is a source of some rule and was remembered as such
     */
    public boolean firing(K identity, LabelSet labels, Instant until) {
        if (!isSource(labels)) {
            return false;
        }
        if (!remembered.containsKey(identity) && remembered.size() >= capacity) {
            overflow++;
            return false;
        }
        resolved(identity);
        remembered.put(identity, new Remembered(labels, until));
        for (Watch<K> watch : watches) {
            watch.add(identity, labels, until);
        }
        return true;
    }

    private boolean isSource(LabelSet labels) {
        for (int i = 0; i < watches.size(); i++) {
            Watch<K> watch = watches.get(i);
            if (watch.rule.source().matches(labels)) {
                return true;
            }
        }
        return false;
    }

    /**
     * An alert has ended.
     *
     * @param identity which alert
     * @return whether it had been remembered as a source
     */
    public boolean resolved(K identity) {
        Remembered was = remembered.remove(identity);
        if (was == null) {
            return false;
        }
        for (Watch<K> watch : watches) {
            watch.remove(identity, was.labels());
        }
        return true;
    }

    /**
     * Sees a source.
     *
     * @param <K> how sources are identified
     */
    @FunctionalInterface
    public interface SourceVisitor<K> {
        /**
         * Sees one source.
         *
         * @param identity which alert
         * @param labels its labels
         * @param until when it will have ended unless it is raised again
         */
        void source(K identity, LabelSet labels, Instant until);
    }

    /**
     * Shows all sources that are remembered, those raised longest ago first.
     *
     * @param visitor who sees them
     */
    public void forEachSource(SourceVisitor<? super K> visitor) {
        Check.notNull(visitor, "visitor");
        remembered.forEach((identity, source) -> visitor.source(identity, source.labels(), source.until()));
    }

    /**
     * Forgets the sources that have ended.
     *
     * @param now the present moment
     * @return how many were forgotten
     */
    public int forgetEnded(Instant now) {
        List<K> ended = new ArrayList<>();
        for (Map.Entry<K, Remembered> entry : remembered.entrySet()) {
            if (!entry.getValue().until().isAfter(now)) {
                ended.add(entry.getKey());
            }
        }
        ended.forEach(this::resolved);
        return ended.size();
    }

    /**
     * The first rule by which an alert is kept back.
     *
     * @param target the alert's labels
     * @param now the present moment
     * @return the rule, empty if it is not kept back
     */
    public Optional<InhibitionRule> inhibiting(LabelSet target, Instant now) {
        for (int i = 0; i < watches.size(); i++) {
            Watch<K> watch = watches.get(i);
            if (watch.inhibits(target, now)) {
                return Optional.of(watch.rule);
            }
        }
        return Optional.empty();
    }

    /**
     * The sources remembered.
     *
     * @return a count
     */
    public int size() {
        return remembered.size();
    }

    /**
     * The sources that found no room.
     *
     * @return a count since construction
     */
    public long overflow() {
        return overflow;
    }

    @Override
    public String toString() {
        return "Inhibitor[" + watches.size() + " rules, " + remembered.size() + " sources]";
    }
}
