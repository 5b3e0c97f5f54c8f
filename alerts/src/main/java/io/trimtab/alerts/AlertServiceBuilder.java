package io.trimtab.alerts;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.route.RouteTree;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AlertService}: routes first, then limits.
 *
 * <p>The first route whose matcher takes an alert decides which channels get it; {@link #otherwise} gets the rest and is
 * required. Not thread-safe.
 */
public final class AlertServiceBuilder {
    private final List<Route<AlertChannel>> routes = new ArrayList<>();
    private @Nullable Route<AlertChannel> otherwise;
    private @Nullable Route<AlertChannel> tree;
    private final IdentityHashMap<AlertChannel, DeliveryPolicy> policies = new IdentityHashMap<>();
    private @Nullable Duration resolveAfter;
    private @Nullable Storm storm;
    private @Nullable Storm stormOfAll;

    final List<InhibitionRule> inhibitions = new ArrayList<>();
    final List<Conditions.DampingRule> dampings = new ArrayList<>();
    final List<Conditions.EscalationRule> escalations = new ArrayList<>();
    int maxActive = 16_384;
    Throttle throttle = Throttle.perKey();

    @Nullable
    Duration digestEvery;

    @Nullable
    ScheduledExecutorService executor;

    @Nullable
    Snapshot restored;

    Metrics metrics = Metrics.none();
    int maxGroups = 16_384;
    Duration startDelay = Duration.ZERO;
    int queueCapacity = 1_024;
    int criticalReserve = 256;
    int undeliveredCapacity = 1_024;
    int historySize = 500;
    boolean hostDriven;
    long hashKey0 = 0x7472696d74616221L;
    long hashKey1 = 0x616c657274732e31L;
    AlertChannel lastResort = new LastResort();

    private static final Duration LONGEST = Duration.ofDays(366);

    AlertServiceBuilder() {}

    /**
     * Sends the alerts that a matcher takes to some channels; earlier routes go first, and an alert takes only one.
     *
     * @param matcher which alerts
     * @param first a channel
     * @param more further channels, each of which gets each alert
     * @return this builder
     */
    public AlertServiceBuilder route(LabelMatcher matcher, AlertChannel first, AlertChannel... more) {
        Check.notNull(matcher, "matcher");
        checkChannels(first, more);
        routes.add(Route.<AlertChannel>when(matcher).sending(first, more));
        return this;
    }

    /**
     * Routes by a whole tree, with groups, schedules and branches within branches; in place of {@link #route} and
     * {@link #otherwise}.
     *
     * @param root the tree's root, which takes what no branch takes
     * @return this builder
     */
    public AlertServiceBuilder routes(Route<AlertChannel> root) {
        RouteTree.of(root);
        tree = root;
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
        checkChannels(first, more);
        otherwise = Route.to(first, more);
        return this;
    }

    /**
     * Says how a channel is asked. Channels that are not named here are asked once for each notification.
     *
     * @param channel a channel of a route or of a failover chain
     * @param policy how it is asked
     * @return this builder
     */
    public AlertServiceBuilder deliver(AlertChannel channel, DeliveryPolicy policy) {
        policies.put(Check.notNull(channel, "channel"), Check.notNull(policy, "policy"));
        return this;
    }

    /**
     * Keeps some alerts back while others fire.
     *
     * @param rule which
     * @return this builder; given again, each rule holds
     */
    public AlertServiceBuilder inhibit(InhibitionRule rule) {
        inhibitions.add(Check.notNull(rule, "rule"));
        return this;
    }

    /**
     * Believes contradicting reports of some alerts only after a while.
     *
     * @param alerts which alerts
     * @param damping how
     * @return this builder; given again, the first rule that takes an alert holds
     */
    public AlertServiceBuilder damp(LabelMatchers alerts, FlapDamping damping) {
        dampings.add(new Conditions.DampingRule(Check.notNull(alerts, "alerts"), Check.notNull(damping, "damping")));
        return this;
    }

    /**
     * Tells some alerts again, and to others, if nobody acknowledges them.
     *
     * @param alerts which alerts
     * @param escalation after how long, as how severe, to whom
     * @return this builder; given again, the first rule that takes an alert holds
     */
    public AlertServiceBuilder escalate(LabelMatchers alerts, Escalation escalation) {
        escalations.add(new Conditions.EscalationRule(
                Check.notNull(alerts, "alerts"), Check.notNull(escalation, "escalation")));
        return this;
    }

    /**
     * Bounds the alerts that are known to fire at one time: so many, and as many again that are critical, acknowledged or to
     * be escalated. Those raised longest ago give way: they have been told, but can no longer be acknowledged or escalated.
     *
     * @param alerts at least 1; 16,384 unless given
     * @return this builder
     */
    public AlertServiceBuilder maxActive(int alerts) {
        maxActive = Check.atLeast(alerts, 1, "alerts");
        return this;
    }

    /**
     * Ends an alert that was not raised again for so long. Without it an alert fires until somebody says that it has ended;
     * on an ungrouped route nobody is told of an end that is only assumed.
     *
     * @param duration how long, positive
     * @return this builder
     */
    public AlertServiceBuilder resolveAfter(Duration duration) {
        resolveAfter = positive(duration, "duration");
        return this;
    }

    /**
     * Tells no group before the service has run so long: after a restart the alerts that still fire come in one by one.
     *
     * @param delay how long, at least 0
     * @return this builder
     */
    public AlertServiceBuilder startDelay(Duration delay) {
        if (Check.notNull(delay, "delay").isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay must be from 0 to 366 days, was " + delay);
        }
        startDelay = delay;
        return this;
    }

    /**
     * Bounds the groups that are remembered at one time; alerts beyond them are told alone.
     *
     * @param groups at least 1; 16,384 unless given
     * @return this builder
     */
    public AlertServiceBuilder maxGroups(int groups) {
        maxGroups = Check.atLeast(groups, 1, "groups");
        return this;
    }

    /**
     * Lets the threads of an executor call the channels and advance the service: {@link AlertService#submit} then only
     * queues, a channel that hangs delays no other, and what is due happens without the host's doing. The service does not
     * shut the executor down.
     *
     * @param executor at least one thread more than there are channels that may hang
     * @return this builder
     */
    public AlertServiceBuilder using(ScheduledExecutorService executor) {
        this.executor = Check.notNull(executor, "executor");
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
        positive(interval, "interval");
        this.digestEvery = interval;
        return this;
    }

    /**
     * Lets each receiver that would be told too much be told only how much it is, for as long as that lasts.
     *
     * @param storm what is too much for one receiver
     * @return this builder
     */
    public AlertServiceBuilder storm(Storm storm) {
        this.storm = Check.notNull(storm, "storm");
        return this;
    }

    /**
     * Lets all receivers be told only how much it is while all of them together would be told too much; beside
     * {@link #storm}, which watches each by itself.
     *
     * @param storm what is too much, counting an alert once for each receiver
     * @return this builder
     */
    public AlertServiceBuilder stormOfAll(Storm storm) {
        this.stormOfAll = Check.notNull(storm, "storm");
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
     * Tells a host's metrics what becomes of alerts: counters {@code alerts.delivered}, {@code alerts.suppressed},
     * {@code alerts.dropped} and {@code alerts.pending} (critical alerts that nobody took) with the labels {@code receiver}
     * and {@code reason}, and {@code alerts.sends.failed} with the label {@code receiver}.
     *
     * @param metrics where to; what it throws is contained
     * @return this builder
     */
    public AlertServiceBuilder metrics(Metrics metrics) {
        this.metrics = Check.notNull(metrics, "metrics");
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

    /**
     * Goes on where another service was when the snapshot was taken: what waited is told, what was told is not repeated, and
     * what was on its way to a channel is sent again with the same id. Time that has passed since counts. Build the service
     * with the same {@link #hashKey}; routes and limits may be others: what waited for a channel that is no more is raised
     * again by the new routes.
     *
     * @param snapshot what {@link AlertService#snapshot} gave
     * @return this builder
     */
    public AlertServiceBuilder restoring(Snapshot snapshot) {
        this.restored = Check.notNull(snapshot, "snapshot");
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
     * @throws io.trimtab.alerts.journal.SnapshotException if the snapshot to go on from is of another service
     */
    public AlertService build(InstantSource wall, NanoClock nanos) {
        Check.notNull(wall, "wall");
        Check.notNull(nanos, "nanos");
        root();
        return new AlertService(this, wall, nanos);
    }

    /** The tree of routes. */
    Route<AlertChannel> root() {
        if (tree != null) {
            if (otherwise != null || !routes.isEmpty()) {
                throw new IllegalArgumentException("routes(...) is the whole tree: use it without route and otherwise");
            }
            return tree;
        }
        Route<AlertChannel> root = otherwise;
        if (root == null) {
            throw new IllegalArgumentException("alerts that no route takes have no channel (routes: " + routes.size()
                    + "); end with otherwise(...), for example otherwise(LogChannel.create())");
        }
        for (Route<AlertChannel> route : routes) {
            root = root.child(route);
        }
        return root;
    }

    DeliveryPolicy policy(AlertChannel channel) {
        return policies.getOrDefault(channel, DeliveryPolicy.once());
    }

    Optional<Duration> resolveAfter() {
        return Optional.ofNullable(resolveAfter);
    }

    Optional<Storm> storm() {
        return Optional.ofNullable(storm);
    }

    Optional<Storm> stormOfAll() {
        return Optional.ofNullable(stormOfAll);
    }

    Optional<Duration> digestInterval() {
        return Optional.ofNullable(digestEvery);
    }

    private static Duration positive(Duration value, String name) {
        Check.notNull(value, name);
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be above 0 and at most 366 days, was " + value);
        }
        return value;
    }

    private static void checkChannels(AlertChannel first, AlertChannel[] more) {
        Check.notNull(first, "channel");
        Check.notNull(more, "more");
        for (int i = 0; i < more.length; i++) {
            Check.notNull(more[i], String.format(Locale.ROOT, "channel[%d]", i + 1));
            for (int j = -1; j < i; j++) {
                if ((j < 0 ? first : more[j]) == more[i]) {
                    throw new IllegalArgumentException("channel " + more[i].name() + " is named twice in one route");
                }
            }
        }
    }
}
