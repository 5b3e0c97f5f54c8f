package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.core.cycle.CycleOutcome;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.time.ManualClock;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.model.LedoitWolf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    private static final PriceHistory PRICES = EcbHistory.load().lastRows(800);
    private static final ReturnPanel RETURNS = PRICES.returns();

    @Test
    void theFirstPortfolioIsFoundFromAFile(@TempDir Path folder) throws Exception {
        StringBuilder csv = new StringBuilder("date");
        PRICES.universe().ids().forEach(id -> csv.append(',').append(id));
        for (int t = 0; t < PRICES.rows(); t++) {
            csv.append('\n').append(PRICES.date(t));
            for (int j = 0; j < PRICES.columns(); j++) {
                csv.append(',').append(PRICES.get(t, j));
            }
        }
        Path file = Files.writeString(folder.resolve("prices.csv"), csv.append('\n'));
        Weights weights = FirstPortfolio.find(file);
        assertThat(weights.net()).isCloseTo(1, within(1e-12));
        for (double weight : weights.toArray()) {
            assertThat(weight).isBetween(0.0, 0.10);
        }
        FirstPortfolio.main(new String[] {file.toString()});
    }

    @Test
    void aPortfolioExplainsItself() {
        List<String> lines =
                WhyThisPortfolio.explain(LedoitWolf.constantCorrelation().estimate(RETURNS), 0.10);
        assertThat(lines).anyMatch(line -> line.startsWith("max weight costs"));
        assertThat(lines).anyMatch(line -> line.startsWith("USD"));
    }

    @Test
    void aContradictionIsNamed() {
        List<String> lines =
                WhyThisPortfolio.explain(LedoitWolf.constantCorrelation().estimate(RETURNS), 0.02);
        assertThat(lines.get(0)).contains("max weight").contains("fully invested");
        assertThat(lines).anyMatch(line -> line.startsWith("possible with"));
    }

    /** The lines that the guide shows. */
    @Test
    void outcomesAnswerWhyAndWhatIfNot() {
        assertThat(WhyAndWhatIfNot.why().get(1))
                .isEqualTo(
                        "NESN is at its cap of 40% (max weight 0.4): would be 52.22% without it; raising that bound by"
                                + " 1% would change the variance by -0.0000682021");
        assertThat(WhyAndWhatIfNot.howSure()).hasSize(3);
        assertThat(WhyAndWhatIfNot.whatIfNot())
                .contains(
                        "max weight 0.2 with 4 assets cannot reach a budget of 1 (at most 0.8)",
                        "irreducible: [fully invested, max weight]",
                        "alone: max weight 0.2: 0.2 -> 0.25");
        assertThat(WhyAndWhatIfNot.wayOut().get(0))
                .isEqualTo(
                        "fell back to relaxing turnover (turnover <= 0.2 needs 0.4) because max weight 0.4 and turnover"
                                + " <= 0.2 with 4 assets cannot reach a budget of 1 (at most 0.8)");
        assertThat(WhyAndWhatIfNot.atAPrice().get(0))
                .isEqualTo("turnover exceeded by 0.977175 at a cost of 0.00488588");
    }

    @Test
    void theWholeFrontierIsReadAndDrawn() throws Exception {
        ReturnPanel all = EcbHistory.load().returns();
        EfficientFrontier frontier = WholeFrontier.trace(all);
        assertThat(frontier.scaledKktResidual()).isLessThan(1e-12);
        assertThat(frontier.turningPointCount()).isEqualTo(18);
        assertThat(WholeFrontier.read(frontier)).hasSize(4);
        assertThat(WholeFrontier.changes(frontier))
                .anyMatch(line -> line.contains("nordic, FREE above, AT_UPPER below"));
        String page = Files.readString(Path.of("../docs/guide/frontier.md"));
        for (String line : WholeFrontier.read(frontier)) {
            assertThat(page).contains(line);
        }
        assertThat(page).contains(WholeFrontier.changes(frontier).subList(0, 5));
        assertThat(Files.readString(Path.of("../docs/guide/images/frontier.svg")))
                .isEqualTo(WholeFrontier.picture(frontier, all).document());
        assertThat(Files.readString(Path.of("../docs/guide/images/frontier-weights.svg")))
                .isEqualTo(WholeFrontier.weights(frontier).document());
    }

    @Test
    void theFrontierNetOfCostsIsReadAndDrawn() throws Exception {
        ReturnPanel all = EcbHistory.load().returns();
        Weights held = Weights.equal(all.universe());
        EfficientFrontier net = NetFrontier.trace(NetFrontier.mean(all), NetFrontier.covariance(all), held);
        assertThat(net.scaledKktResidual()).isLessThan(1e-12);
        String page = Files.readString(Path.of("../docs/guide/frontier.md"));
        for (String line : NetFrontier.read(net, held)) {
            assertThat(page).contains(line);
        }
        assertThat(Files.readString(Path.of("../docs/guide/images/frontier-net.svg")))
                .isEqualTo(NetFrontier.picture(all).document());
    }

    @Test
    void contributionsSumToTheShortfall() {
        EulerContributions parts = RiskWithItsConventions.shortfall(RETURNS, Weights.equal(RETURNS.universe()));
        double sum = 0;
        for (double part : parts.toArray()) {
            sum += part;
        }
        assertThat(sum).isCloseTo(parts.total(), within(1e-12));
        assertThat(parts.total()).isPositive();
    }

    @Test
    void anOrderBeyondALimitIsCutDown() {
        Weights current = Weights.equal(RETURNS.universe());
        assertThat(LimitsBeforeTheTrade.objections(RETURNS, current, "USD", 0.02))
                .isEmpty();
        List<String> objections = LimitsBeforeTheTrade.objections(RETURNS, current, "USD", 0.08);
        assertThat(objections.get(0)).contains("USD");
        assertThat(objections.get(1)).contains("instead of");
    }

    @Test
    void repetitionIsHeldBackAndAccountedFor() {
        MemoryChannel pager = MemoryChannel.of("pager", 100);
        AlertLedger ledger = AlertsThatDoNotDrown.raise(
                pager, MemoryChannel.of("chat", 100), ManualClock.startingAt(Instant.parse("2024-01-02T09:00:00Z")));
        assertThat(ledger.submitted()).isEqualTo(1_000);
        assertThat(ledger.delivered()).isEqualTo(2);
        assertThat(ledger.suppressed()).isEqualTo(998);
        assertThat(pager.received()).isEqualTo(2);
    }

    @Test
    void aStormOfAlertsBecomesOneMessageAndADeadPagerFailsOver() {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T09:00:00Z"));
        AlertChannel dead = new AlertChannel() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public Delivery deliver(Notification notification) {
                return Delivery.retryable("connection refused");
            }
        };
        MemoryChannel mail = MemoryChannel.of("mail", 100);
        MemoryChannel chat = MemoryChannel.of("chat", 100);
        AlertService alerts = AlertsInGroups.service(dead, mail, chat, clock);
        AlertsInGroups.storm(alerts, clock);
        assertThat(chat.received()).isEqualTo(40);
        assertThat(mail.alerts()).extracting(Alert::type).containsExactly("risk.var");
        assertThat(alerts.ledger())
                .hasToString("submitted 201 = delivered 41 + suppressed 160 (merged 160) + pending 0 + dropped 0");
        assertThat(alerts.failedSends("pager")).isEqualTo(3);
    }

    @Test
    void alertsStayUntilSomebodyTakesThemOnAlsoOverARestart(@TempDir Path directory) {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
        Path file = directory.resolve("alerts.bin");
        MemoryChannel chat = MemoryChannel.of("chat", 100);
        MemoryChannel pager = MemoryChannel.of("pager", 100);
        AlertService first = AlertsThatStay.service(chat, pager, file, clock);
        first.submit(Alert.error("limit.breach").label("book", "fx"));
        clock.advance(Duration.ofMinutes(5));
        first.advance();
        AlertsThatStay.save(first, file);
        clock.advance(Duration.ofMinutes(10));
        AlertService next = AlertsThatStay.service(chat, pager, file, clock);
        next.advance();
        assertThat(chat.received()).isEqualTo(2);
        assertThat(pager.received()).isEqualTo(1);
        assertThat(next.acknowledge(next.fingerprint(Alert.error("limit.breach").label("book", "fx")), "ana"))
                .isPresent();
    }

    @Test
    void strategiesAreChosenAndRejectedForReasons() {
        Selection selection = StrategiesForReasons.choose(RETURNS, catalog());
        assertThat(selection.ids()).containsExactly("steady");
        assertThat(selection.rejected()).anyMatch(rejection -> rejection.text().contains("untried: confidence"));
    }

    @Test
    void aWholeCycleProposesAndTradesWhenApproved() {
        HistoricalMarketData feed = HistoricalMarketData.of(PRICES);
        ManualClock clock = ManualClock.startingAt(feed.publicationOf(PRICES.date(PRICES.rows() - 1)));
        TradingCycle cycle = WholeCycle.wire(feed, catalog(), clock);
        cycle.start();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).as(report.explain()).isEqualTo(CycleOutcome.PROPOSED);
        assertThat(report.proposal()).isPresent();
        assertThat(report.explain()).contains("max weight");
        cycle.stop();
    }

    private static InMemoryStrategyCatalog catalog() {
        LocalDate today = PRICES.date(PRICES.rows() - 1);
        PerformanceSummary good = PerformanceSummary.builder()
                .sharpe(1.1)
                .sortino(1.6)
                .cagr(0.09)
                .maxDrawdown(0.06)
                .consistency(0.8)
                .beta(0.7)
                .build();
        return InMemoryStrategyCatalog.of(List.of(
                StrategyRecord.builder("steady", StrategyType.DEFENSIVE)
                        .performance(good)
                        .usage(90, 0.7)
                        .dates(today.minusYears(5), today)
                        .build(),
                StrategyRecord.builder("untried", StrategyType.MOMENTUM)
                        .performance(good)
                        .usage(1, 0.1)
                        .dates(today.minusDays(400), today.minusDays(390))
                        .build()));
    }
}
