package io.trimtab.alerts;

import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.check.Check;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AlertService}: routes first, then limits.
 *
 * <p>The first route whose matcher takes an alert decides which channels get it; {@link #otherwise} gets the rest and is
 * required. Not thread-safe.
 */
public final class AlertServiceBuilder {
    /** A matcher with its channels. */
    record Route(AlertMatcher matcher, List<AlertChannel> channels) {}

    final List<Route> routes = new ArrayList<>();
    List<AlertChannel> otherwise = List.of();
    Throttle throttle = Throttle.perKey();

    @Nullable
    Duration digestEvery;

    int queueCapacity = 1_024;
    int criticalReserve = 256;
    int undeliveredCapacity = 1_024;
    int historySize = 500;
    boolean hostDriven;
    long hashKey0 = 0x7472696d74616221L;
    long hashKey1 = 0x616c657274732e31L;
    AlertChannel lastResort = new LastResort();

    AlertServiceBuilder() {}

    /**
     * Sends the alerts that a matcher takes to some channels; earlier routes go first, and an alert takes only one.
     *
     * @param matcher which alerts
     * @param first a channel
     * @param more further channels, each of which gets each alert
     * @return this builder
     */
    public AlertServiceBuilder route(AlertMatcher matcher, AlertChannel first, AlertChannel... more) {
        routes.add(new Route(Check.notNull(matcher, "matcher"), list(first, more)));
        return this;
    }

    /**
     * Sends all alerts that no route takes to some channels.
     *
     * @param first a channel
     * @param more further channels, each of which gets each alert
     * @return this builder
     */
    public AlertServiceBuilder otherwise(AlertChannel first, AlertChannel... more) {
        otherwise = list(first, more);
        return this;
    }

    /**
     * Holds back repetition, separately for each channel; without it every alert is delivered.
     *
     * @param throttle what to hold back
     * @return this builder
     */
    public AlertServiceBuilder throttle(Throttle throttle) {
        this.throttle = Check.notNull(throttle, "throttle");
        return this;
    }

    /**
     * Tells each channel regularly what it was spared. Without it digests are only there to be asked for.
     *
     * @param interval how long to collect, positive
     * @return this builder
     */
    public AlertServiceBuilder digestEvery(Duration interval) {
        Check.notNull(interval, "interval");
        if (interval.isNegative() || interval.isZero() || interval.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("interval must be above 0 and at most 366 days, was " + interval);
        }
        this.digestEvery = interval;
        return this;
    }

    /**
     * Bounds the queue before delivery.
     *
     * @param capacity alerts of any severity, at least 1
     * @param criticalReserve places on top that only critical alerts may take, at least 0
     * @return this builder
     */
    public AlertServiceBuilder queue(int capacity, int criticalReserve) {
        this.queueCapacity = Check.atLeast(capacity, 1, "capacity");
        this.criticalReserve = Check.atLeast(criticalReserve, 0, "criticalReserve");
        return this;
    }

    /**
     * Bounds the list of undelivered critical alerts.
     *
     * @param capacity at least 1
     * @return this builder
     */
    public AlertServiceBuilder undeliveredCapacity(int capacity) {
        this.undeliveredCapacity = Check.atLeast(capacity, 1, "capacity");
        return this;
    }

    /**
     * Bounds the history.
     *
     * @param size how many decisions to remember, at least 0
     * @return this builder
     */
    public AlertServiceBuilder historySize(int size) {
        this.historySize = Check.atLeast(size, 0, "size");
        return this;
    }

    /**
     * Leaves delivery to {@link AlertService#advance}: {@link AlertService#submit} only queues. Otherwise the submitting
     * thread delivers, unless another thread is at it already.
     *
     * @return this builder
     */
    public AlertServiceBuilder hostDriven() {
        this.hostDriven = true;
        return this;
    }

    /**
     * Keys the hash of type and labels. Give two random numbers, the same for the life of the system, if outsiders
     * choose labels: then nobody can construct two alerts that are taken for one.
     *
     * @param k0 the first half of the key
     * @param k1 the second half of the key
     * @return this builder
     */
    public AlertServiceBuilder hashKey(long k0, long k1) {
        this.hashKey0 = k0;
        this.hashKey1 = k1;
        return this;
    }

    /** Replaces the application log, for tests. */
    AlertServiceBuilder lastResort(AlertChannel channel) {
        this.lastResort = channel;
        return this;
    }

    /**
     * Builds the service on a virtual clock.
     *
     * @param clock wall clock and nanosecond clock in one
     * @return the service
     * @throws IllegalArgumentException if some alerts have no channel, or two channels have one name
     */
    public AlertService build(ManualClock clock) {
        return build(clock, clock);
    }

    /**
     * Builds the service.
     *
     * @param wall what time it is, for people: {@code InstantSource.system()}
     * @param nanos how much time passes, for cooldowns and rates: {@code NanoClock.system()}; may jump
     * @return the service
     * @throws IllegalArgumentException if some alerts have no channel, or two channels have one name
     */
    public AlertService build(InstantSource wall, NanoClock nanos) {
        Check.notNull(wall, "wall");
        Check.notNull(nanos, "nanos");
        if (otherwise.isEmpty()) {
            throw new IllegalArgumentException("alerts that no route takes have no channel (routes: " + routes.size()
                    + "); end with otherwise(...), for example otherwise(LogChannel.create())");
        }
        return new AlertService(this, wall, nanos);
    }

    Optional<Duration> digestInterval() {
        return Optional.ofNullable(digestEvery);
    }

    private static List<AlertChannel> list(AlertChannel first, AlertChannel[] more) {
        List<AlertChannel> all = new ArrayList<>();
        all.add(Check.notNull(first, "channel"));
        Check.notNull(more, "more");
        for (int i = 0; i < more.length; i++) {
            all.add(Check.notNull(more[i], String.format(Locale.ROOT, "channel[%d]", i + 1)));
        }
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (all.get(i) == all.get(j)) {
                    throw new IllegalArgumentException("channel " + all.get(i).name() + " is named twice in one route");
                }
            }
        }
        return List.copyOf(all);
    }
}
