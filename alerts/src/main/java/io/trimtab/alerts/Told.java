package io.trimtab.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a receiver was last told of a group. For the thread that advances the service. */
final class Told {
    private static final Comparator<Fingerprint> BY_BITS =
            Comparator.comparingLong(Fingerprint::high).thenComparingLong(Fingerprint::low);

    /** The alerts that were firing, with the rank of their severity; for lookup only. */
    private final Map<Fingerprint, Integer> firing = new HashMap<>();

    private final Set<Fingerprint> resolved = new HashSet<>();
    /** The alerts that it knows to fire, told last or earlier: it is owed the news of their end. */
    private final Set<Fingerprint> owed = new HashSet<>();

    private boolean ever;
    private long at;

    /**
     * Whether there is news. Alertmanager's rule ({@code needsUpdate} of its deduplication stage), and news as well if an
     * alert is more severe than when it was told.
     */
    boolean needsUpdate(
            List<Member> nowFiring, List<Member> nowResolved, boolean wantsResolved, long repeat, long now) {
        boolean repeats = ever && !nowFiring.isEmpty() && now - at > repeat;
        return repeats || hasNews(nowFiring, nowResolved, wantsResolved);
    }

    /** Whether there is more to tell than a repetition. */
    boolean hasNews(List<Member> nowFiring, List<Member> nowResolved, boolean wantsResolved) {
        if (!ever) {
            return !nowFiring.isEmpty();
        }
        for (Member member : nowFiring) {
            Integer rank = firing.get(member.print);
            if (rank == null || rank < member.alert.severity().rank()) {
                return true;
            }
        }
        if (wantsResolved) {
            for (Member member : nowResolved) {
                if (owed.contains(member.print)) {
                    return true; // also if the last notification, while it was kept back, was about others
                }
            }
        }
        if (nowFiring.isEmpty()) {
            return !firing.isEmpty();
        }
        if (wantsResolved) {
            for (Member member : nowResolved) {
                if (!resolved.contains(member.print)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The severity with which an alert was told that fires as far as the receiver knows, or -1. */
    int rank(Fingerprint print) {
        return firing.getOrDefault(print, -1);
    }

    boolean knowsOf(Fingerprint print) {
        return owed.contains(print);
    }

    void told(List<Member> nowFiring, List<Member> nowResolved, long now) {
        List<Told.Entry> entries = new ArrayList<>(nowFiring.size());
        for (Member member : nowFiring) {
            entries.add(new Entry(member.print, member.alert.severity().rank()));
        }
        List<Fingerprint> ended = new ArrayList<>(nowResolved.size());
        for (Member member : nowResolved) {
            ended.add(member.print);
        }
        tell(entries, ended, now);
    }

    void save(StateWriter out) {
        out.putBoolean(ever);
        out.putLong(at);
        SortedMap<Fingerprint, Integer> sorted = new TreeMap<>(BY_BITS);
        sorted.putAll(firing);
        out.putInt(sorted.size());
        sorted.forEach((print, rank) -> {
            out.putPrint(print);
            out.putInt(rank);
        });
        putPrints(out, resolved);
        putPrints(out, owed);
    }

    private static void putPrints(StateWriter out, Set<Fingerprint> prints) {
        out.putInt(prints.size());
        prints.stream().sorted(BY_BITS).forEach(out::putPrint);
    }

    void load(StateReader in) {
        ever = in.getBoolean();
        at = in.getLong();
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            Fingerprint print = in.getPrint();
            firing.put(print, in.getInt());
        }
        getPrints(in, resolved);
        getPrints(in, owed);
    }

    private static void getPrints(StateReader in, Set<Fingerprint> prints) {
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            prints.add(in.getPrint());
        }
    }

    /** An alert that fires, and how severe it was when it was told. */
    record Entry(Fingerprint print, int rank) {}

    void tell(List<Entry> nowFiring, List<Fingerprint> nowResolved, long now) {
        firing.clear();
        for (Entry entry : nowFiring) {
            firing.put(entry.print(), entry.rank());
            owed.add(entry.print());
        }
        resolved.clear();
        resolved.addAll(nowResolved);
        nowResolved.forEach(owed::remove);
        ever = true;
        at = now;
    }
}
