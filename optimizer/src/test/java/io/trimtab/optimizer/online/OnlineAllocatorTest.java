package io.trimtab.optimizer.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.market.DataPolicy;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.MarketConditions;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.SelectionState;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.testkit.NumberArguments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class OnlineAllocatorTest {
    private static final Universe ASSETS = Universe.of("A", "B");
    private static final LocalDate DAY = LocalDate.of(2024, 5, 1);

    private static AllocationRequest request(double... columnMajor) {
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < columnMajor.length / 2; t++) {
            dates.add(DAY.plusDays(t));
        }
        PriceHistory prices = PriceHistory.of(ASSETS, dates, columnMajor);
        LocalDate last = dates.get(dates.size() - 1);
        Instant now = last.atStartOfDay(ZoneOffset.UTC).toInstant();
        double[] today = {prices.get(dates.size() - 1, 0), prices.get(dates.size() - 1, 1)};
        RegimeBelief belief = RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, "test", last);
        Ranking ranking = new Ranking(List.of(), List.of(), MarketConditions.of(belief));
        return new AllocationRequest(
                "test",
                now,
                new MarketData.Tradable(
                        prices,
                        MarketSnapshot.of(ASSETS, now, today),
                        DataPolicy.standard().validate(prices)),
                belief,
                new Selection(List.of(), List.of(), List.of(), SelectionState.empty(), ranking),
                Weights.equal(ASSETS));
    }

    @Test
    void theWeightsAreThoseOfTheRuleAfterAllPrices() {
        AllocationRequest request = request(10, 10.1, 10.2, 10.1, 20, 20, 20.4, 20.2);
        Allocation answer =
                OnlineAllocator.of(n -> PassiveAggressive.over(n, 0.5)).allocate(request);
        OnlineRule rule = PassiveAggressive.over(2, 0.5);
        ReturnPanel returns = request.market().history().returns();
        for (int t = 0; t < returns.rows(); t++) {
            rule = rule.observe(returns.get(t, 0), returns.get(t, 1));
        }
        assertThat(answer).isInstanceOfSatisfying(Allocation.Allocated.class, allocated -> {
            assertThat(allocated.method()).isEqualTo("PassiveAggressive[2 assets] after 3 periods");
        });
        Weights weights = ((Allocation.Allocated) answer).target();
        assertThat(new double[] {weights.get(0), weights.get(1)}).containsExactly(rule.weights());
    }

    private static NullArguments samples() {
        Universe one = Universe.of("A");
        ReturnPanel returns = ReturnPanel.of(one, List.of(DAY), new double[] {0.1});
        return new NullArguments()
                .with(new double[] {0.1}, double[].class)
                .with(OnlineRule.uniform(1), OnlineRule.class)
                .with(PassiveAggressive.over(1, 0.5), PassiveAggressive.class)
                .with(MovingAverageReversion.over(1, 5, 10), MovingAverageReversion.class)
                .with(OnlineNewton.over(1), OnlineNewton.class)
                .with(Anticor.over(1, 5), Anticor.class)
                .with(BestRebalanced.of(returns), BestRebalanced.class)
                .with(returns, ReturnPanel.class)
                .with(Weights.equal(one), Weights.class)
                .with(request(10, 10.1, 20, 20), AllocationRequest.class)
                .with(OnlineAllocator.of(OnlineRule::uniform), OnlineAllocator.class)
                .named(IntFunction.class.getName() + "<" + OnlineRule.class.getName() + ">", (IntFunction<OnlineRule>)
                        OnlineRule::uniform);
    }

    @Test
    void nullIsAnsweredWithTheArgumentsName() {
        assertThat(samples().problemsInPackageOf(OnlineRule.class)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThat(new NumberArguments(samples().named("int", 5)).problemsInPackageOf(OnlineRule.class))
                .isEmpty();
    }
}
