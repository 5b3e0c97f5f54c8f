package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What is wrong with which asset's prices, which assets are accepted, and whether that is enough to trade on.
 *
 * <p>It repairs nothing: {@link #accepted(PriceHistory)} only leaves the excluded assets out. Immutable and
 * thread-safe.
 *
 * @param asOf the date for which the prices were judged
 * @param universe all assets that were examined
 * @param findings all defects, ordered by asset and kind
 * @param accepted the assets with no excluding defect, in the order of the universe; possibly none
 * @param objections why the data must not be traded on; empty if it may be
 */
public record ValidationReport(
        LocalDate asOf, Universe universe, List<DataFinding> findings, List<String> accepted, List<String> objections) {
    public ValidationReport {
        Check.notNull(asOf, "asOf");
        Check.notNull(universe, "universe");
        findings = Check.copy(findings, "findings");
        accepted = Check.copy(accepted, "accepted");
        objections = Check.copy(objections, "objections");
        int previous = -1;
        for (String asset : accepted) {
            int position = universe.indexOf(asset);
            if (position <= previous) {
                throw new IllegalArgumentException(
                        "accepted must be in the order of the universe, each asset once, was " + accepted);
            }
            previous = position;
        }
        if (accepted.isEmpty() && objections.isEmpty()) {
            throw new IllegalArgumentException("objections must not be empty when no asset is accepted");
        }
    }

    /**
     * Whether enough assets were accepted.
     *
     * @return true if there is no objection
     */
    public boolean tradable() {
        return objections.isEmpty();
    }

    /**
     * The assets left out.
     *
     * @return their ids, in the order of the universe
     */
    public List<String> excluded() {
        List<String> excluded = new ArrayList<>(universe.ids());
        excluded.removeAll(new HashSet<>(accepted));
        return List.copyOf(excluded);
    }

    /**
     * What is wrong with one asset.
     *
     * @param asset its id
     * @return its defects, possibly none
     * @throws IllegalArgumentException if it was not examined
     */
    public List<DataFinding> findingsOf(String asset) {
        universe.indexOf(asset);
        return findings.stream()
                .filter(finding -> finding.asset().equals(asset))
                .toList();
    }

    /**
     * The part of a history that may be traded on.
     *
     * @param prices the history that was judged, or another of the same universe
     * @return a view of the accepted assets
     * @throws IllegalStateException if the data is not tradable
     * @throws IllegalArgumentException if the history has another universe
     */
    public PriceHistory accepted(PriceHistory prices) {
        universe.requireSame(Check.notNull(prices, "prices").universe(), "prices");
        if (!tradable()) {
            throw new IllegalStateException(
                    "the data as of " + asOf + " is not tradable: " + objections.get(0) + "; ask tradable() first");
        }
        return accepted.size() == universe.size() ? prices : prices.select(Universe.of(accepted));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("prices as of ")
                .append(asOf)
                .append(": ")
                .append(accepted.size())
                .append(" of ")
                .append(universe.size())
                .append(tradable() ? " assets accepted" : " assets accepted, NOT TRADABLE");
        for (String objection : objections) {
            text.append("\n  ").append(objection);
        }
        for (DataFinding finding : findings) {
            text.append("\n  ").append(finding);
        }
        return text.toString();
    }
}
