package io.trimtab.alerts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between those who submit and the one thread that advances the service, with places that only critical
 * alerts may take. Submitting is wait-free: three atomic instructions, whatever other threads do.
 *
 * <p>A place is taken by counting up {@code held} and given back when the service begins with the ticket, so at most
 * {@code capacity + criticalReserve} tickets are outstanding. The ring has at least as many slots, and slots are emptied
 * in the order of {@code tail}: whoever holds a place finds the slot of its turn empty. A thread that has taken a place
 * but not yet filled its slot holds up those behind it for that moment; their submitters do not wait for it.
 */
final class Intake {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Ticket[].class);

    private final int capacity;
    private final int criticalReserve;
    private final int mask;
    private final @Nullable Ticket[] slots;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger heldInReserve = new AtomicInteger();
    private final AtomicLong tail = new AtomicLong();

    /** Guarded by the service's monitor. */
    private long head;

    Intake(int capacity, int criticalReserve) {
        this.capacity = capacity;
        this.criticalReserve = criticalReserve;
        int needed = Math.addExact(capacity, criticalReserve);
        int size = needed <= 1 ? 1 : Integer.highestOneBit(needed - 1) << 1;
        this.mask = size - 1;
        this.slots = new Ticket[size];
    }

    /** Takes a ticket if there is a place for it. */
    boolean offer(Ticket ticket) {
        if (held.getAndIncrement() >= capacity) {
            held.getAndDecrement();
            if (!ticket.isCritical() || !takeReserve()) {
                return false;
            }
            ticket.inReserve = true;
        }
        SLOT.setRelease(slots, (int) tail.getAndIncrement() & mask, ticket);
        return true;
    }

    private boolean takeReserve() {
        int taken = heldInReserve.get();
        while (taken < criticalReserve) {
            if (heldInReserve.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = heldInReserve.get();
        }
        return false;
    }

    /** The oldest ticket, or null. Its place stays taken until {@link #begun}. Under the service's monitor. */
    @Nullable
    Ticket poll() {
        int slot = (int) head & mask;
        Ticket ticket = (Ticket) SLOT.getAcquire(slots, slot);
        if (ticket != null) {
            SLOT.setRelease(slots, slot, null);
            head++;
        }
        return ticket;
    }

    /** Takes a place for a ticket that does not go through the ring, room or not; to be given back by {@link #begun}. */
    void taken() {
        held.getAndIncrement();
    }

    /** Gives back the place of a ticket. */
    void begun(Ticket ticket) {
        (ticket.inReserve ? heldInReserve : held).getAndDecrement();
    }

    /** What has not been polled, oldest first: all whose submission has ended. Under the service's monitor. */
    List<Ticket> waiting() {
        List<Ticket> waiting = new ArrayList<>();
        long end = tail.get();
        for (long at = head; at < end; at++) {
            Ticket ticket = (Ticket) SLOT.getAcquire(slots, (int) at & mask);
            if (ticket != null) { // else its submitter is still at it
                waiting.add(ticket);
            }
        }
        return waiting;
    }

    /** Whether somebody has a place in the ring that is not filled yet, so that nothing can be polled. Under the monitor. */
    boolean isBeingFilled() {
        return isEmpty() && tail.get() != head;
    }

    /** Whether something can be polled. */
    boolean isEmpty() {
        return SLOT.getAcquire(slots, (int) head & mask) == null;
    }
}
