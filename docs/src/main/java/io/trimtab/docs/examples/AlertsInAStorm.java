package io.trimtab.docs.examples;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.DeliveryPolicy;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.channel.MailChannel;
import io.trimtab.alerts.channel.MailSecurity;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.alerts.channel.Secret;
import io.trimtab.alerts.channel.WebhookChannel;
import io.trimtab.alerts.channel.WebhookFormat;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.time.ManualClock;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import io.trimtab.risk.limit.Breach;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.MeasurementFailure;
import io.trimtab.risk.limit.PortfolioView;
import io.trimtab.risk.limit.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A breach of a risk limit in the middle of a storm of price alerts, while the pager's web service is out of order. */
public final class AlertsInAStorm {
    private static final int MINUTES = 30;
    private static final int STORM_FROM = 5;
    private static final int STORM_UNTIL = 15;
    private static final int BREACH = 8;
    private static final int A_MINUTE = 60;

    private static final LimitBook LIMITS = LimitBook.builder().dailyLoss(0.02).build();
    private static final PortfolioView BOOK = PortfolioView.of(Weights.of(Universe.of("EURUSD", "USDJPY"), 0.6, 0.4));

    private AlertsInAStorm() {}

    /**
     * What there was at the end of a minute.
     *
     * @param raised the price alerts raised so far
     * @param told the messages that the chat got so far
     */
    public record Minute(long raised, long told) {}

    /**
     * A pager behind a web address.
     *
     * @param address where its service takes events
     * @param key the key of the integration
     * @return the channel
     */
    public static WebhookChannel pager(URI address, Secret key) {
        return WebhookChannel.builder("pager", address)
                .format(WebhookFormat.pagerDuty(key))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * E-mail through a relay on the same machine; to another one it would be encrypted.
     *
     * @param port the relay's port
     * @return the channel
     */
    public static MailChannel mail(int port) {
        return MailChannel.builder("mail", "localhost", port)
                .security(MailSecurity.NONE)
                .from("trimtab@example.com")
                .to("risk@example.com")
                .build();
    }

    /**
     * Describes who is told of what.
     *
     * @param pager takes what is critical
     * @param mail stands in for the pager
     * @param chat takes the rest
     * @param clock a virtual clock; a host gives the system's clocks
     * @return the service
     */
    public static AlertService service(AlertChannel pager, AlertChannel mail, AlertChannel chat, ManualClock clock) {
        return AlertService.builder()
                .route(AlertMatcher.severity(Severity.CRITICAL), pager)
                .otherwise(chat)
                .storm(Storm.of(20).per(Duration.ofMinutes(1)).calmAt(5).digestEvery(Duration.ofMinutes(10)))
                .deliver(pager, DeliveryPolicy.retrying(2).failingOverTo(mail))
                .build(clock);
    }

    /**
     * Raises what is beyond its limit; called each time the portfolio is valued.
     *
     * @param limits the limits
     * @param portfolio what is held, and what it has lost
     * @param alerts the service
     */
    public static void watch(LimitBook limits, PortfolioView portfolio, AlertService alerts) {
        if (limits.check(portfolio) instanceof Verdict.Denied denied) {
            for (Breach breach : denied.breaches()) {
                alerts.submit(Alert.critical("risk.limit")
                        .label("limit", breach.limit().name())
                        .label("scope", breach.scope())
                        .text(breach.toString()));
            }
            for (MeasurementFailure failure : denied.failures()) {
                alerts.submit(Alert.critical("risk.unknown").text(failure.toString()));
            }
        }
    }

    /**
     * Half an hour: a price alert a minute, then sixty a minute for ten minutes, and a breach in the middle.
     *
     * @param alerts the service
     * @param told how many messages the chat got so far
     * @param clock the service's clock
     * @return the minutes
     */
    public static List<Minute> halfAnHour(AlertService alerts, LongSupplier told, ManualClock clock) {
        List<Minute> minutes = new ArrayList<>();
        long raised = 0;
        for (int second = 0; second < 60 * MINUTES; second++) {
            int minute = second / 60;
            boolean storm = minute >= STORM_FROM && minute < STORM_UNTIL;
            if (second % (storm ? 60 / A_MINUTE : 60) == 0) {
                alerts.submit(Alert.warning("price.gap").label("subject", "share " + raised++));
            }
            if (second == 60 * BREACH) {
                watch(LIMITS, BOOK.withDayLoss(0.031), alerts);
            }
            clock.advance(Duration.ofSeconds(1));
            alerts.advance();
            if (second % 60 == 59) {
                minutes.add(new Minute(raised, told.getAsLong()));
            }
        }
        return minutes;
    }

    /**
     * Draws what was raised and what was told.
     *
     * @param minutes the half hour
     * @return the chart
     */
    public static CurveChart picture(List<Minute> minutes) {
        double[] time = new double[minutes.size()];
        double[] raised = new double[time.length];
        double[] told = new double[time.length];
        for (int i = 0; i < time.length; i++) {
            time[i] = i + 1;
            raised[i] = minutes.get(i).raised();
            told[i] = minutes.get(i).told();
        }
        return CurveChart.over(Axis.number("Minutes"), Axis.number("Price alerts so far"))
                .titled(
                        "A storm of price alerts",
                        "Price alerts raised and messages told in the chat over half an hour with a storm from the 5th to the"
                                + " 15th minute. A breach of a risk limit in the 8th minute reaches a person by mail at once.")
                .curve("Raised", Colour.GREY, time, raised)
                .curve("Told in the chat", Colour.BLUE, time, told)
                .named(
                        "Breach, told by mail",
                        Colour.VERMILLION,
                        List.of("breach"),
                        new double[] {BREACH},
                        new double[] {0})
                .build();
    }

    /**
     * Writes the picture of the guide.
     *
     * @param args the file
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-06T09:00:00Z"));
        MemoryChannel chat = MemoryChannel.of("chat", 1_000);
        AlertService alerts = service(MemoryChannel.of("pager", 10), MemoryChannel.of("mail", 10), chat, clock);
        List<Minute> minutes = halfAnHour(alerts, chat::received, clock);
        Files.writeString(Path.of(args[0]), picture(minutes).document());
    }
}
