package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.GateStanding;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.TradingState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells when a limit is exceeded by what is held, and when trading is not open: once when it begins, once when it is over.
 *
 * <p>What has been told is kept among the open episodes, and so survives a restart: {@code breach position: SAP}, a colon in
 * a name written twice.
 */
final class StandingNotices {
    private static final String HARD = "breach ";
    private static final String SOFT = "soft breach ";
    private static final String TRADING = "trading ";
    private static final String SEPARATOR = ": ";

    private final CycleDraft draft;

    StandingNotices(CycleDraft draft) {
        this.draft = draft;
    }

    void announce(GateStanding standing) {
        SortedMap<String, LimitBreach> now = new TreeMap<>();
        for (LimitBreach breach : standing.exceeded()) {
            now.putIfAbsent(keyOf(breach), breach);
        }
        for (String episode : new TreeSet<>(draft.episodes)) {
            if ((episode.startsWith(HARD) || episode.startsWith(SOFT)) && !now.containsKey(episode)) {
                draft.episodes.remove(episode);
                over(episode);
            }
        }
        now.forEach((key, breach) -> {
            if (draft.episodes.add(key)) {
                begun(breach);
            }
        });
        announce(standing.trading());
    }

    private void begun(LimitBreach breach) {
        SortedMap<String, String> details = new TreeMap<>();
        details.put("measured", Numbers.brief(breach.measured()));
        details.put("bound", Numbers.brief(breach.bound()));
        details.put("kind", breach.kind().name());
        details.put("drivers", String.join(", ", breach.drivers()));
        details.put("cure", breach.smallestCure());
        draft.notice(new AlertNotice(
                        breach.kind() == LimitKind.HARD ? AlertLevel.ERROR : AlertLevel.WARNING,
                        "cycle.risk.breach",
                        labels(breach.name(), breach.scope()),
                        Trading.describe(breach),
                        draft.asOf)
                .withDetails(details));
    }

    private void over(String episode) {
        boolean hard = episode.startsWith(HARD);
        int start = hard ? HARD.length() : SOFT.length();
        int end = endOfName(episode, start);
        if (end == episode.length()) {
            // nothing that was written here: the host has made this state by hand
            return;
        }
        String name = episode.substring(start, end).replace("::", ":");
        String scope = episode.substring(end + SEPARATOR.length());
        draft.notice(new AlertNotice(
                        hard ? AlertLevel.ERROR : AlertLevel.WARNING,
                        "cycle.risk.breach",
                        labels(name, scope),
                        name + " of " + scope + " is within its limit again",
                        draft.asOf)
                .resolved());
    }

    private void announce(TradingState trading) {
        String open = TRADING + trading.mode();
        for (String episode : new TreeSet<>(draft.episodes)) {
            if (episode.startsWith(TRADING) && !episode.equals(open)) {
                draft.episodes.remove(episode);
                draft.notice(state(episode.substring(TRADING.length()), trading).resolved());
            }
        }
        if (trading.mode() != TradingState.Mode.ACTIVE && draft.episodes.add(open)) {
            draft.notice(state(trading.mode().name(), trading));
        }
    }

    private AlertNotice state(String mode, TradingState trading) {
        boolean halted = mode.equals(TradingState.Mode.HALTED.name());
        return new AlertNotice(
                halted ? AlertLevel.CRITICAL : AlertLevel.ERROR,
                "cycle.risk.state",
                CycleDraft.labels("mode", mode),
                trading.toString(),
                draft.asOf);
    }

    private static String keyOf(LimitBreach breach) {
        String prefix = breach.kind() == LimitKind.HARD ? HARD : SOFT;
        return prefix + breach.name().replace(":", "::") + SEPARATOR + breach.scope();
    }

    /** Where the name ends: at the first colon that does not stand before another one. */
    private static int endOfName(String episode, int start) {
        int last = episode.length() - SEPARATOR.length();
        int i = start;
        while (i < last) {
            if (episode.charAt(i) != ':') {
                i++;
            } else if (episode.charAt(i + 1) == ':') {
                i += 2;
            } else {
                return i;
            }
        }
        return episode.length();
    }

    private static SortedMap<String, String> labels(String limit, String scope) {
        return new TreeMap<>(Map.of("limit", limit, "scope", scope));
    }
}
