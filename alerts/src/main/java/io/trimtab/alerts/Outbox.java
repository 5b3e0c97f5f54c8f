package io.trimtab.alerts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one channel, and how often and when the channel is asked. For the thread that advances the service.
 *
 * <p>One parcel at a time is current: being sent, or waiting for its next attempt. The others wait behind it, critical ones
 * first. A call that was given up but has not returned keeps the channel to itself.
 */
final class Outbox {
    /** The longest that a channel may ask to be left alone: a peer must not silence the service for years. */
    private static final long LONGEST_PAUSE = Duration.ofHours(1).toNanos();

    /** What becomes of parcels. */
    interface Office {
        /** A channel took it. */
        void taken(Parcel parcel, Now now);

        /** The channel did not take it, and will not be asked again for it. */
        void refused(Parcel parcel, String reason, Now now);

        /** It exceeds what the channel may be told. */
        void overBudget(Parcel parcel, Now now);

        /** An attempt failed. */
        void attemptFailed(Parcel parcel, String channel, String reason);
    }

    final AlertChannel channel;
    final String name;
    final DeliveryPolicy policy;

    private final Postman postman;
    private final Office office;
    private final Identities identities;
    private final ArrayDeque<Parcel> critical = new ArrayDeque<>();
    private final ArrayDeque<Parcel> others = new ArrayDeque<>();

    private @Nullable Parcel current;
    private Postman.@Nullable Attempt attempt;
    private boolean givenUp;
    private long startedAt;

    private int failures;
    private long openUntil = Long.MIN_VALUE;
    private final Budget budget;
    private final Budget criticalBudget;

    Outbox(
            AlertChannel channel,
            String name,
            DeliveryPolicy policy,
            Postman postman,
            Office office,
            Identities identities) {
        this.channel = channel;
        this.name = name;
        this.policy = policy;
        this.budget = new Budget(policy.budget());
        this.criticalBudget = new Budget(policy.criticalBudget());
        this.postman = postman;
        this.office = office;
        this.identities = identities;
    }

    /** Goes on with another budget; what was taken stays taken. */
    void budget(ChannelBudget changed, long now) {
        budget.reconfigure(changed.limit(), now);
        criticalBudget.reconfigure(changed.criticalLimit(), now);
    }

    /** Takes a parcel if there is a place for it. */
    boolean offer(Parcel parcel) {
        parcel.attempts = 0;
        parcel.notBefore = Long.MIN_VALUE;
        if (parcel.isCritical()) {
            return size() < policy.capacity() + policy.criticalReserve() && critical.add(parcel);
        }
        return size() < policy.capacity() && others.add(parcel);
    }

    /** Does what is due: gives up what takes too long, and asks the channel as often as it may be asked. */
    void advance(Now now) {
        giveUpIfLate(now);
        while (attempt == null) {
            Parcel parcel = current != null ? current : next(now);
            current = parcel;
            if (parcel == null || now.nanos() < parcel.notBefore) {
                return;
            }
            if (now.nanos() < openUntil) {
                if (!canPassOn(parcel)) {
                    return;
                }
                current = null;
                office.refused(parcel, "circuit open", now);
                continue;
            }
            start(parcel, now);
        }
        passOnWhatCannotWait(now);
    }

    private boolean canPassOn(Parcel parcel) {
        return parcel.link + 1 < parcel.receiver.chain.size();
    }

    /** A channel that hangs keeps its thread; critical parcels that have somebody else to go to do not wait for it. */
    private void passOnWhatCannotWait(Now now) {
        if (!givenUp) {
            return;
        }
        Parcel stuck = current;
        if (stuck != null && stuck.isCritical() && canPassOn(stuck)) {
            current = null;
            office.refused(stuck, "the channel hangs", now);
        }
        List<Parcel> waiting = new ArrayList<>(critical);
        for (Parcel parcel : waiting) {
            if (canPassOn(parcel) && critical.remove(parcel)) {
                office.refused(parcel, "the channel hangs", now);
            }
        }
    }

    private void start(Parcel parcel, Now now) {
        parcel.attempts++;
        startedAt = now.nanos();
        givenUp = false;
        if (postman.isDirect()) {
            ended(parcel, postman.call(channel, parcel.notification, parcel.generation), now);
            return;
        }
        Postman.Attempt begun = postman.send(this, parcel);
        if (begun.isDone()) {
            ended(parcel, begun.delivery(), now);
        } else {
            attempt = begun;
        }
    }

    /** The next parcel that may be sent; what exceeds its budget is settled on the way. */
    private @Nullable Parcel next(Now now) {
        Parcel urgent = critical.peek();
        if (urgent != null && criticalBudget.tryAcquire(now.nanos())) {
            return critical.poll();
        }
        while (!others.isEmpty()) {
            Parcel parcel = others.remove();
            if (budget.tryAcquire(now.nanos())) {
                return parcel;
            }
            office.overBudget(parcel, now);
        }
        return null;
    }

    private void giveUpIfLate(Now now) {
        Postman.Attempt begun = attempt;
        if (begun == null || givenUp || now.nanos() - startedAt < policy.timeoutNanos()) {
            return;
        }
        givenUp = true;
        begun.interrupt();
        Parcel parcel = current;
        if (parcel != null) {
            notNow(parcel, "no answer within " + Duration.ofNanos(policy.timeoutNanos()), 0, now);
        }
    }

    /** The channel has answered, perhaps too late. */
    void answered(Postman.Attempt answered, Now now) {
        if (answered != attempt) {
            return;
        }
        attempt = null;
        Parcel parcel = answered.parcel();
        boolean late = givenUp;
        givenUp = false;
        if (!late) {
            ended(parcel, answered.delivery(), now);
        } else if (parcel == current && answered.delivery() instanceof Delivery.Accepted) {
            ended(parcel, answered.delivery(), now); // it was told after all: no second time
        }
    }

    private void ended(Parcel parcel, Delivery delivery, Now now) {
        if (delivery instanceof Delivery.Accepted) {
            failures = 0;
            openUntil = Long.MIN_VALUE;
            current = null;
            office.taken(parcel, now);
        } else if (delivery instanceof Delivery.Retryable retryable) {
            notNow(parcel, retryable.reason(), nanos(retryable.notBefore()), now);
        } else if (delivery instanceof Delivery.Failed failed) {
            failures = 0; // the channel answers: it is this notification that it will not take
            current = null;
            office.attemptFailed(parcel, name, failed.reason());
            office.refused(parcel, failed.reason(), now);
        }
    }

    private void notNow(Parcel parcel, String reason, long pause, Now now) {
        office.attemptFailed(parcel, name, reason);
        if (++failures >= policy.breakAfter()) {
            openUntil = now.nanos() + policy.openNanos();
        }
        if (parcel.attempts >= policy.attempts()) {
            current = null;
            office.refused(parcel, reason, now);
            return;
        }
        long backoff =
                identities.jitter(parcel.notification.id(), parcel.attempts, policy.backoffNanos(parcel.attempts));
        parcel.notBefore = now.nanos() + Math.max(backoff, Math.min(pause, LONGEST_PAUSE));
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(LONGEST_PAUSE)) > 0 ? LONGEST_PAUSE : duration.toNanos();
    }

    /** When there is something to do without anything happening, in nanoseconds of the steady clock. */
    long nextDue(long now) {
        if (attempt != null) {
            return givenUp ? Long.MAX_VALUE : startedAt + policy.timeoutNanos();
        }
        if (current != null) {
            return Math.max(current.notBefore, openUntil);
        }
        if (!critical.isEmpty()) {
            return now + criticalBudget.waitNanos(now);
        }
        return others.isEmpty() ? Long.MAX_VALUE : now;
    }

    void save(StateWriter out) {
        out.putInt(failures);
        out.putLong(openUntil);
        budget.save(out);
        criticalBudget.save(out);
        List<Parcel> waiting = parcels();
        out.putInt(waiting.size());
        out.putBoolean(current != null);
        for (Parcel parcel : waiting) {
            parcel.save(out, parcel == current && attempt != null ? parcel.attempts - 1 : parcel.attempts);
        }
    }

    /** From a snapshot. The parcels of a channel that is no more begin anew at the first of their chain. */
    static void load(StateReader in, @Nullable Outbox outbox, Parcels parcels, long now) {
        int failures = in.getInt();
        long openUntil = in.getLong();
        if (outbox != null) {
            outbox.failures = failures;
            outbox.openUntil = openUntil;
        }
        Budget.load(in, outbox == null ? null : outbox.budget, now);
        Budget.load(in, outbox == null ? null : outbox.criticalBudget, now);
        int waiting = in.getCount();
        boolean hasCurrent = in.getBoolean();
        for (int i = 0; i < waiting; i++) {
            Parcel parcel = parcels.restored(in);
            if (parcel == null) {
                continue; // what it was to tell is raised again
            }
            if (outbox == null || !parcel.isAt(outbox)) {
                parcel.link = 0;
                parcel.attempts = 0;
                parcel.notBefore = Long.MIN_VALUE;
                parcel.receiver.chain.get(0).put(parcel);
            } else if (i == 0 && hasCurrent && outbox.current == null) {
                outbox.current = parcel;
            } else {
                outbox.put(parcel);
            }
        }
    }

    /** Takes a parcel of a snapshot, room or not. */
    private void put(Parcel parcel) {
        (parcel.isCritical() ? critical : others).add(parcel);
    }

    /** All that has not been taken, in the order in which it would be sent. */
    List<Parcel> parcels() {
        List<Parcel> all = new ArrayList<>();
        if (current != null) {
            all.add(current);
        }
        all.addAll(critical);
        all.addAll(others);
        return all;
    }

    /** Whether the channel is at it. */
    boolean isBusy() {
        return attempt != null;
    }

    private int size() {
        return critical.size() + others.size() + (current == null ? 0 : 1);
    }
}
