package io.trimtab.core.strategy;

import io.trimtab.core.json.Json;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * A strategy as a JSON document: {@code {"format":1,"sha256":"...","strategy":{...}}}, where the checksum is that of the
 * strategy's own text. What is not measured is left out.
 */
final class StrategyDocument {
    private static final int FORMAT = 1;

    private StrategyDocument() {}

    static byte[] bytes(StrategyRecord record) {
        Json strategy = json(record);
        return (Json.object()
                                .with("format", FORMAT)
                                .with("sha256", sha256(strategy.text()))
                                .with("strategy", strategy)
                                .build()
                                .text()
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is torn, altered, or of another format; the message says which
     */
    static StrategyRecord read(byte[] bytes) {
        Json document = Json.parse(new String(bytes, StandardCharsets.UTF_8));
        if (document.member("format").number() != FORMAT) {
            throw new IllegalArgumentException("format must be " + FORMAT + ", was "
                    + document.member("format").text());
        }
        Json strategy = document.member("strategy");
        String actual = sha256(strategy.text());
        if (!actual.equals(document.member("sha256").string())) {
            throw new IllegalArgumentException("sha256 must be " + actual + " as of the strategy in the document, was "
                    + document.member("sha256").text());
        }
        return record(strategy);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyPlatformHasIt);
        }
    }

    private static Json json(StrategyRecord r) {
        Json.ObjectBuilder parameters = Json.object();
        r.parameters().forEach(parameters::with);
        Json.ObjectBuilder json = Json.object()
                .with("id", r.id())
                .with("family", r.family())
                .with("type", r.type().name())
                .with("parameters", parameters.build())
                .with("performance", performance(r.performance()))
                .with(
                        "context",
                        Json.object()
                                .with("regime", r.context().regime().name())
                                .with("volatility", r.context().volatility().name())
                                .with("correlation", r.context().correlation().name())
                                .with("assetClass", r.context().assetClass().name())
                                .with("riskProfile", r.context().riskProfile().name())
                                .build())
                .with("usageCount", r.usageCount());
        measured(json, "successRate", r.successRate());
        measured(json, "adaptationQuality", r.adaptationQuality());
        List<Json> tags = r.tags().stream().map(Json::of).toList();
        return json.with("discovered", r.discovered().toString())
                .with("lastUpdate", r.lastUpdate().toString())
                .with("tags", Json.array(tags))
                .with("evidence", evidence(r.evidence()))
                .build();
    }

    private static Json evidence(TrackEvidence e) {
        Json.ObjectBuilder json = Json.object().with("observations", e.observations());
        measured(json, "trials", e.trials());
        measured(json, "deflatedSharpe", e.deflatedSharpe());
        measured(json, "overfitting", e.overfitting());
        measured(json, "luck", e.luck());
        return json.build();
    }

    private static Json performance(PerformanceSummary p) {
        Json.ObjectBuilder json = Json.object();
        measured(json, "sharpe", p.sharpe());
        measured(json, "cagr", p.cagr());
        measured(json, "maxDrawdown", p.maxDrawdown());
        measured(json, "winRate", p.winRate());
        measured(json, "consistency", p.consistency());
        json.with("trades", p.trades());
        measured(json, "calmar", p.calmar());
        measured(json, "sortino", p.sortino());
        measured(json, "informationRatio", p.informationRatio());
        measured(json, "beta", p.beta());
        measured(json, "alpha", p.alpha());
        return json.build();
    }

    private static void measured(Json.ObjectBuilder json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.with(name, value);
        }
    }

    private static StrategyRecord record(Json json) {
        Json p = json.member("performance");
        Json c = json.member("context");
        Json e = json.member("evidence");
        StrategyRecord.Builder builder = StrategyRecord.builder(
                        json.member("id").string(),
                        StrategyType.of(json.member("type").string()))
                .family(json.member("family").string())
                .performance(new PerformanceSummary(
                        number(p, "sharpe"),
                        number(p, "cagr"),
                        number(p, "maxDrawdown"),
                        number(p, "winRate"),
                        number(p, "consistency"),
                        integer(p, "trades"),
                        number(p, "calmar"),
                        number(p, "sortino"),
                        number(p, "informationRatio"),
                        number(p, "beta"),
                        number(p, "alpha")))
                .context(new StrategyContext(
                        Regime.of(c.member("regime").string()),
                        VolatilityLevel.valueOf(c.member("volatility").string()),
                        CorrelationLevel.valueOf(c.member("correlation").string()),
                        AssetClass.of(c.member("assetClass").string()),
                        RiskProfile.valueOf(c.member("riskProfile").string())))
                .usage(integer(json, "usageCount"), number(json, "successRate"))
                .adaptationQuality(number(json, "adaptationQuality"))
                .evidence(new TrackEvidence(
                        integer(e, "observations"),
                        number(e, "trials"),
                        number(e, "deflatedSharpe"),
                        number(e, "overfitting"),
                        number(e, "luck")))
                .dates(
                        LocalDate.parse(json.member("discovered").string()),
                        LocalDate.parse(json.member("lastUpdate").string()));
        json.member("parameters").asMap().forEach((name, value) -> builder.parameter(name, value.string()));
        json.member("tags").asList().forEach(tag -> builder.tag(tag.string()));
        return builder.build();
    }

    private static double number(Json json, String name) {
        return json.has(name) ? json.member(name).number() : Double.NaN;
    }

    private static int integer(Json json, String name) {
        double value = json.member(name).number();
        if (value != (int) value) {
            throw new IllegalArgumentException(name + " must be an integer, was " + value);
        }
        return (int) value;
    }
}
