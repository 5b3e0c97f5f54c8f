package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.StrategyCatalogContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryStrategyCatalogTest extends StrategyCatalogContract {
    @Override
    protected StrategyCatalog empty() {
        return InMemoryStrategyCatalog.empty();
    }

    @Test
    void aCatalogOfRecordsHoldsThem() {
        StrategyRecord record = StrategyRecord.builder("a", StrategyType.CARRY).build();
        StrategyCatalog catalog = InMemoryStrategyCatalog.of(List.of(record));
        assertThat(catalog.candidates()).containsExactly(record);
        assertThat(catalog).hasToString("InMemoryStrategyCatalog[1 strategies]");
    }

    @Test
    void queriesRefuseNonsenseByName() {
        StrategyQuery all = StrategyQuery.all();
        assertThatThrownBy(() -> all.limit(0)).hasMessage("limit must be at least 1, was 0");
        assertThatThrownBy(() -> all.minimumSharpe(Double.NaN)).hasMessage("minimumSharpe must be finite, was NaN");
        assertThatThrownBy(() -> all.maximumDrawdown(-0.1))
                .hasMessage("maximumDrawdown must be at least 0 and finite, was -0.1");
    }
}
