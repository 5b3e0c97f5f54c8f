package io.trimtab.alerts;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An alert within a group. For the thread that advances the service. */
final class Member {
    final Fingerprint print;
    Alert alert;
    ActiveSpan span;
    /** Counts the changes: what was told is forgotten only if nothing came since. */
    long version;
    /** For each receiver the submission that still waits to be told. */
    final @Nullable Ticket[] waiting;
    /** For each receiver the version with which it was told of the end, or had nothing to be told of. */
    final long[] done;

    Member(Fingerprint print, Alert alert, ActiveSpan span, int receivers) {
        this.print = print;
        this.alert = alert;
        this.span = span;
        this.waiting = new Ticket[receivers];
        this.done = new long[receivers];
        Arrays.fill(done, -1);
    }

    void raised(Alert newer, ActiveSpan raised, Instant now) {
        alert = newer;
        span = span.overlaps(raised) ? span.merge(raised, now) : raised;
        version++;
    }

    /** The alert as it is told: with the start and, if it is over, the end that are known by now, by the wall clock. */
    Alert told(Now now) {
        Alert dated = alert.startsAt(now.toWall(span.start()));
        return span.isOver(now.steady()) ? dated.endsAt(now.toWall(span.end())).resolved() : dated;
    }

    void save(StateWriter out) {
        out.putPrint(print);
        out.putAlert(alert);
        span.save(out);
        out.putLong(version);
        for (int i = 0; i < waiting.length; i++) {
            out.putTicket(waiting[i]);
            out.putLong(done[i]);
        }
    }

    static Member restored(StateReader in, int receivers) {
        Fingerprint print = in.getPrint();
        Alert alert = in.getAlert();
        Member member = new Member(print, alert, ActiveSpan.restored(in), receivers);
        member.version = in.getLong();
        for (int i = 0; i < receivers; i++) {
            member.waiting[i] = in.getTicketOrNull();
            member.done[i] = in.getLong();
        }
        return member;
    }

    boolean isDoneWith() {
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] != null || done[i] != version) {
                return false;
            }
        }
        return true;
    }
}
