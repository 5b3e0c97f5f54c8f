package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.channel.LogChannel;
import io.trimtab.alerts.channel.MailBuilder;
import io.trimtab.alerts.channel.MailChannel;
import io.trimtab.alerts.channel.MailSecurity;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.alerts.channel.Secret;
import io.trimtab.alerts.channel.WebhookBuilder;
import io.trimtab.alerts.channel.WebhookChannel;
import io.trimtab.alerts.channel.WebhookFormat;
import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.KeyLimits;
import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.StormDetector;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.alerts.throttle.ThrottleTable;
import io.trimtab.alerts.throttle.WindowLimit;
import io.trimtab.alerts.throttle.WindowTable;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.testkit.NumberArguments;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** Null for any argument of any public method is answered with the argument's name. */
class NullMessagesTest {
    private static NullArguments samples() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        MemoryChannel desk = MemoryChannel.of("desk", 10);
        AlertService service = AlertService.builder().otherwise(desk).build(clock);
        return new NullArguments()
                .with("desk", String.class)
                .with(new String[] {"a"}, String[].class)
                .with(Instant.EPOCH, Instant.class)
                .with(Duration.ofSeconds(1), Duration.class)
                .with(clock, ManualClock.class)
                .with(clock, NanoClock.class)
                .with(clock, InstantSource.class)
                .with(AlertMatcher.severity(Severity.ERROR), LabelMatcher.class)
                .with(desk, MemoryChannel.class)
                .with(desk, AlertChannel.class)
                .with(new AlertChannel[0], AlertChannel[].class)
                .with(LogChannel.create(), LogChannel.class)
                .with(Notification.of("id", "desk", Alert.info("a")), Notification.class)
                .with(Secret.of("secret"), Secret.class)
                .with(URI.create("https://localhost/"), URI.class)
                .with(HttpClient.newHttpClient(), HttpClient.class)
                .with((SSLSocketFactory) SSLSocketFactory.getDefault(), SSLSocketFactory.class)
                .with(WebhookFormat.json(), WebhookFormat.class)
                .with(webhook(), WebhookBuilder.class)
                .with(webhook().build(), WebhookChannel.class)
                .with(mail(), MailBuilder.class)
                .with(mail().build(), MailChannel.class)
                .with(LabelMatchers.all(AlertMatcher.type("a")), LabelMatchers.class)
                .with(DeliveryPolicy.once(), DeliveryPolicy.class)
                .with(ChannelBudget.unlimited(), ChannelBudget.class)
                .with(Map.of("desk", ChannelBudget.unlimited()), Map.class)
                .with(Alert.info("a"), Alert.class)
                .with(service.fingerprint(Alert.info("a")), Fingerprint.class)
                .with(FlapDamping.holding(Duration.ofSeconds(1)), FlapDamping.class)
                .with(Escalation.after(Duration.ofSeconds(1)).to(Severity.CRITICAL), Escalation.class)
                .with(Escalation.after(Duration.ofSeconds(1)), Escalation.Deadline.class)
                .with(Snapshot.sealing(new byte[1]), Snapshot.class)
                .with(new byte[1], byte[].class)
                .with(Path.of("x"), Path.class)
                .with(new DataInputStream(new ByteArrayInputStream(new byte[100])), DataInput.class)
                .with(new DataOutputStream(new ByteArrayOutputStream()), DataOutput.class)
                .with(service, AlertService.class)
                .with(AlertService.builder(), AlertServiceBuilder.class)
                .with(Metrics.none(), Metrics.class)
                .with(new AlertSummary.Counts(0, 0, 0, 0), AlertSummary.Counts.class)
                .with(service.history(), AlertHistory.class)
                .with(service.ledger(), AlertLedger.class)
                .with(Throttle.perKey(), Throttle.class)
                .with(Throttle.perKey().burstOf(1), Throttle.Burst.class)
                .with(GcraLimit.of(1, Duration.ofSeconds(1)), GcraLimit.class)
                .with(SteadyClock.over(clock), SteadyClock.class)
                .with(Storm.of(10).per(Duration.ofSeconds(1)), Storm.class)
                .with(StormDetector.of(Storm.of(10).per(Duration.ofSeconds(1))), StormDetector.class)
                .with(Storm.of(10), Storm.Count.class)
                .with(Throttle.perKey().atMost(1), Throttle.Window.class)
                .with(List.of(WindowLimit.of(1, Duration.ofSeconds(1))), List.class)
                .with(KeyLimits.of(Throttle.perKey(), clock), KeyLimits.class)
                .with(WindowTable.of(List.of(WindowLimit.of(1, Duration.ofSeconds(1))), 10, clock), WindowTable.class)
                .with(ThrottleTable.of(GcraLimit.of(1, Duration.ofSeconds(1)), 10, clock), ThrottleTable.class);
    }

    private static WebhookBuilder webhook() {
        return WebhookChannel.builder("chat", URI.create("http://localhost:1/"));
    }

    private static MailBuilder mail() {
        return MailChannel.builder("mail", "localhost", 1)
                .security(MailSecurity.NONE)
                .from("a@example.com")
                .to("b@example.com");
    }

    @Test
    void theServiceAndItsValuesNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(Alert.class)).isEmpty();
    }

    @Test
    void throttlesNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(Throttle.class)).isEmpty();
    }

    @Test
    void snapshotsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(Snapshot.class)).isEmpty();
    }

    @Test
    void channelsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(LogChannel.class)).isEmpty();
    }

    @Test
    void alertsRefuseWhatIsNoNumber() {
        for (Class<?> member : List.of(Alert.class, Throttle.class, LogChannel.class)) {
            assertThat(new NumberArguments(samples()).problemsInPackageOf(member))
                    .isEmpty();
        }
    }
}
