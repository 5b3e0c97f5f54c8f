package io.trimtab.core.cycle;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads a {@link CycleConfig} from properties, collecting everything that is wrong with them. */
final class ConfigReader {
    private static final String PRESET = "cycle.preset";

    private final Violations wrong = new Violations();
    private final SortedMap<String, BiConsumer<CycleConfig.Builder, String>> keys = new TreeMap<>();

    private ConfigReader() {
        enumerated("mode", CycleMode.class, CycleConfig.Builder::mode);
        duration("selection-interval", CycleConfig.Builder::selectionInterval);
        duration("risk-interval", CycleConfig.Builder::riskInterval);
        duration("performance-interval", CycleConfig.Builder::performanceInterval);
        value("max-strategies", Integer::valueOf, "a whole number", CycleConfig.Builder::maxStrategies);
        value("min-confidence", Double::valueOf, "a number", CycleConfig.Builder::minConfidence);
        value("min-weight-change", Double::valueOf, "a number", CycleConfig.Builder::minWeightChange);
        value("alert-weight-change", Double::valueOf, "a number", CycleConfig.Builder::alertWeightChange);
        value("quantity-decimals", Integer::valueOf, "a whole number", CycleConfig.Builder::quantityDecimals);
        duration("approval-time", CycleConfig.Builder::approvalTime);
        duration("phase-deadline", CycleConfig.Builder::phaseDeadline);
        duration("stop-timeout", CycleConfig.Builder::stopTimeout);
        value("history-size", Integer::valueOf, "a whole number", CycleConfig.Builder::historySize);
        enumerated("closures", CycleConfig.ClosurePolicy.class, CycleConfig.Builder::closures);
    }

    static CycleConfig read(Properties properties) {
        return new ConfigReader().from(properties);
    }

    private CycleConfig from(Properties properties) {
        SortedMap<String, String> given = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            given.put(key, properties.getProperty(key).trim());
        }
        CycleConfig.Builder builder = preset(given.getOrDefault(PRESET, "normal")).toBuilder();
        given.remove(PRESET);
        for (Map.Entry<String, String> entry : given.entrySet()) {
            BiConsumer<CycleConfig.Builder, String> setter = keys.get(entry.getKey());
            if (setter == null) {
                wrong.add("unknown key " + entry.getKey() + ", known are " + PRESET + " and " + keys.keySet());
            } else {
                setter.accept(builder, entry.getValue());
            }
        }
        CycleConfig config;
        try {
            config = builder.build();
        } catch (Violations.Refused outOfRange) {
            wrong.addAll(outOfRange);
            throw new Violations.Refused(wrong.found());
        }
        wrong.refuse();
        return config;
    }

    private CycleConfig preset(String name) {
        return switch (name) {
            case "normal" -> CycleConfig.normal();
            case "high-volatility" -> CycleConfig.highVolatility();
            case "crisis" -> CycleConfig.crisis();
            case "low-liquidity" -> CycleConfig.lowLiquidity();
            default -> {
                wrong.add(PRESET + " must be normal, high-volatility, crisis or low-liquidity, was \"" + name + "\"");
                yield CycleConfig.normal();
            }
        };
    }

    private void duration(String name, BiConsumer<CycleConfig.Builder, Duration> setter) {
        value(name, ConfigReader::durationOf, "whole seconds, or a duration such as PT5S", setter);
    }

    private static Duration durationOf(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new NumberFormatException(malformed.getMessage());
        }
    }

    private <E extends Enum<E>> void enumerated(String name, Class<E> type, BiConsumer<CycleConfig.Builder, E> setter) {
        String allowed = "one of " + Arrays.toString(type.getEnumConstants());
        value(name, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)), allowed, setter);
    }

    private <T> void value(
            String name, Function<String, T> parser, String allowed, BiConsumer<CycleConfig.Builder, T> setter) {
        String key = "cycle." + name;
        keys.put(key, (builder, text) -> {
            try {
                setter.accept(builder, parser.apply(text));
            } catch (IllegalArgumentException malformed) {
                wrong.add(key + " must be " + allowed + ", was \"" + text + "\"");
            }
        });
    }
}
