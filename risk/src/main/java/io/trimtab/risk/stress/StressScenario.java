package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a stress test: named shocks of assets and factors, and what becomes of volatilities, correlations and
 * liquidity.
 *
 * <pre>{@code
 * StressScenario crash = StressScenario.named("oil shock")
 *         .shocking("OIL", 0.60)                      // a simple return
 *         .moving("BUND", 131.2, 127.9)               // from one price to another
 *         .scalingVolatilities(2)
 *         .breakingCorrelations(0.5);                 // half way to all being one
 * }</pre>
 *
 * <p>Without anything it is a calm day. Whether assets that are not named move with those that are is decided by the {@link
 * StressTest}. Immutable and thread-safe.
 */
public final class StressScenario {
    private static final double MARKET_FALL = -0.2;

    private final String name;
    private final SortedMap<String, Double> assets;
    private final SortedMap<String, Double> factors;
    private final double volatilityScale;
    private final double breakdown;
    private final @Nullable CovarianceMatrix correlations;
    private final double liquidityLost;

    private StressScenario(
            String name,
            SortedMap<String, Double> assets,
            SortedMap<String, Double> factors,
            double volatilityScale,
            double breakdown,
            @Nullable CovarianceMatrix correlations,
            double liquidityLost) {
        this.name = name;
        this.assets = assets;
        this.factors = factors;
        this.volatilityScale = volatilityScale;
        this.breakdown = breakdown;
        this.correlations = correlations;
        this.liquidityLost = liquidityLost;
    }

    /**
     * A scenario in which nothing happens yet.
     *
     * @param name for people
     * @return the scenario
     * @throws IllegalArgumentException if the name is blank
     */
    public static StressScenario named(String name) {
        return new StressScenario(
                Check.notBlank(name, "name"),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                1,
                0,
                null,
                0);
    }

    /**
     * The market falls by a fifth, and each asset by its beta times that, though never by more than everything.
     *
     * @param universe the assets
     * @param betas the beta of each
     * @return the scenario
     * @throws IllegalArgumentException if a beta is missing or not finite
     */
    public static StressScenario marketCrash(Universe universe, double... betas) {
        Check.length(
                Check.notNull(betas, "betas").length,
                Check.notNull(universe, "universe").size(),
                "betas");
        SortedMap<String, Double> falls = new TreeMap<>();
        for (int i = 0; i < betas.length; i++) {
            Check.finite(betas[i], "beta of " + universe.id(i));
            falls.put(universe.id(i), Math.max(-1, MARKET_FALL * betas[i]));
        }
        return named("market crash of 20%").shocking(falls);
    }

    /**
     * Volatilities double.
     *
     * @return the scenario
     */
    public static StressScenario volatilityDoubled() {
        return named("volatility doubled").scalingVolatilities(2);
    }

    /**
     * Every correlation moves half of its way to one.
     *
     * @return the scenario
     */
    public static StressScenario correlationsUp() {
        return named("correlations half way to one").breakingCorrelations(0.5);
    }

    /**
     * Seventy per cent of what could be sold in a day cannot.
     *
     * @return the scenario
     */
    public static StressScenario liquidityDriedUp() {
        return named("liquidity down 70%").losingLiquidity(0.7);
    }

    /**
     * The same with a shock of an asset, in the place of an earlier one.
     *
     * @param asset its id
     * @param simpleReturn what it returns, at least -1
     * @return the scenario
     * @throws IllegalArgumentException if the id is blank or the return is not finite and at least -1
     */
    public StressScenario shocking(String asset, double simpleReturn) {
        Check.notBlank(asset, "asset");
        Check.within(simpleReturn, -1, Double.MAX_VALUE, "shock of " + asset);
        return new StressScenario(
                name,
                with(assets, asset, simpleReturn),
                factors,
                volatilityScale,
                breakdown,
                correlations,
                liquidityLost);
    }

    /**
     * The same with shocks of many assets, in the place of earlier ones.
     *
     * @param simpleReturns what each returns, at least -1, by id; copied
     * @return the scenario
     * @throws IllegalArgumentException if an id is blank or a return is not finite and at least -1
     */
    public StressScenario shocking(SortedMap<String, Double> simpleReturns) {
        SortedMap<String, Double> copy = new TreeMap<>(assets);
        Check.notNull(simpleReturns, "simpleReturns").forEach((asset, shock) -> {
            Check.notBlank(asset, "asset");
            Check.within(Check.notNull(shock, "shock of " + asset), -1, Double.MAX_VALUE, "shock of " + asset);
            copy.put(asset, shock);
        });
        return new StressScenario(
                name,
                Collections.unmodifiableSortedMap(copy),
                factors,
                volatilityScale,
                breakdown,
                correlations,
                liquidityLost);
    }

    /**
     * The same with a shock of an asset by its prices.
     *
     * @param asset its id
     * @param from its price before, positive
     * @param to its price after, at least 0
     * @return the scenario
     * @throws IllegalArgumentException if the id is blank or a price is out of range
     */
    public StressScenario moving(String asset, double from, double to) {
        Check.positive(from, "price of " + asset + " before");
        Check.notNegative(to, "price of " + asset + " after");
        return shocking(asset, to / from - 1);
    }

    /**
     * The same with a shock of a factor of the risk model, in the place of an earlier one.
     *
     * @param factor its id
     * @param factorReturn what it returns
     * @return the scenario
     * @throws IllegalArgumentException if the id is blank or the return is not finite
     */
    public StressScenario shockingFactor(String factor, double factorReturn) {
        Check.notBlank(factor, "factor");
        Check.finite(factorReturn, "shock of " + factor);
        return new StressScenario(
                name,
                assets,
                with(factors, factor, factorReturn),
                volatilityScale,
                breakdown,
                correlations,
                liquidityLost);
    }

    /**
     * The same with all volatilities multiplied.
     *
     * @param factor positive; 2 doubles them
     * @return the scenario
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public StressScenario scalingVolatilities(double factor) {
        Check.positive(factor, "factor of volatilities");
        return new StressScenario(name, assets, factors, factor, breakdown, correlations, liquidityLost);
    }

    /**
     * The same with every correlation moved towards one: {@code (1 - s) C + s 11'}.
     *
     * @param share s, from 0 to 1
     * @return the scenario
     * @throws IllegalArgumentException if the share is out of range
     */
    public StressScenario breakingCorrelations(double share) {
        Check.within(share, 0, 1, "share");
        return new StressScenario(name, assets, factors, volatilityScale, share, null, liquidityLost);
    }

    /**
     * The same with every correlation moved towards those of another matrix: {@code (1 - s) C + s T}.
     *
     * @param share s, from 0 to 1
     * @param towards whose correlations are T; its variances play no part
     * @return the scenario
     * @throws IllegalArgumentException if the share is out of range
     */
    public StressScenario breakingCorrelations(double share, CovarianceMatrix towards) {
        Check.within(share, 0, 1, "share");
        CovarianceMatrix target = Check.notNull(towards, "towards").correlation();
        return new StressScenario(name, assets, factors, volatilityScale, share, target, liquidityLost);
    }

    /**
     * The same with less to be sold in a day, at wider spreads: it counts in {@link StressTest#closing}; see {@link
     * LiquidityProfile#losing}.
     *
     * @param share the part of liquidity that is lost, from 0 to below 1
     * @return the scenario
     * @throws IllegalArgumentException if the share is out of range
     */
    public StressScenario losingLiquidity(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share of liquidity lost must be from 0 to below 1, was " + share);
        }
        return new StressScenario(name, assets, factors, volatilityScale, breakdown, correlations, share);
    }

    /**
     * The same in another size: all shocks of assets and factors multiplied. Volatilities, correlations and liquidity stay.
     *
     * @param multiple of the shocks
     * @return the scenario, named with the multiple
     * @throws IllegalArgumentException if the multiple is not finite or takes a shock below -1
     */
    public StressScenario times(double multiple) {
        Check.finite(multiple, "multiple");
        SortedMap<String, Double> scaledAssets = new TreeMap<>();
        assets.forEach((asset, shock) -> scaledAssets.put(asset, multiple * shock));
        SortedMap<String, Double> scaledFactors = new TreeMap<>();
        factors.forEach(
                (factor, shock) -> scaledFactors.put(factor, Check.finite(multiple * shock, "shock of " + factor)));
        return new StressScenario(
                        name + " x " + Text.number(multiple),
                        Collections.emptySortedMap(),
                        Collections.unmodifiableSortedMap(scaledFactors),
                        volatilityScale,
                        breakdown,
                        correlations,
                        liquidityLost)
                .shocking(scaledAssets);
    }

    private static SortedMap<String, Double> with(SortedMap<String, Double> shocks, String id, double shock) {
        SortedMap<String, Double> copy = new TreeMap<>(shocks);
        copy.put(id, shock);
        return Collections.unmodifiableSortedMap(copy);
    }

    /**
     * The name.
     *
     * @return for people
     */
    public String name() {
        return name;
    }

    /**
     * The shocks of assets.
     *
     * @return simple returns by id; immutable
     */
    public SortedMap<String, Double> assetShocks() {
        return assets;
    }

    /**
     * The shocks of factors.
     *
     * @return returns by id; immutable
     */
    public SortedMap<String, Double> factorShocks() {
        return factors;
    }

    /**
     * What volatilities are multiplied by.
     *
     * @return positive; 1 leaves them
     */
    public double volatilityScale() {
        return volatilityScale;
    }

    /**
     * How far correlations move towards their target.
     *
     * @return from 0 to 1
     */
    public double correlationBreakdown() {
        return breakdown;
    }

    /** Towards what correlations move; null for all being one. */
    @Nullable
    CovarianceMatrix correlationTarget() {
        return correlations;
    }

    /**
     * The part of liquidity that is lost.
     *
     * @return from 0 to below 1
     */
    public double liquidityLost() {
        return liquidityLost;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        assets.forEach((id, shock) -> text.append(", ").append(id).append(' ').append(Text.percent(shock)));
        factors.forEach((id, shock) -> text.append(", ").append(id).append(' ').append(Text.percent(shock)));
        if (volatilityScale != 1) {
            text.append(", volatilities x ").append(Text.number(volatilityScale));
        }
        if (breakdown != 0) {
            text.append(", correlations ").append(Text.percent(breakdown)).append(" of the way");
            text.append(correlations == null ? " to one" : " to a given matrix");
        }
        if (liquidityLost != 0) {
            text.append(", liquidity ").append(Text.percent(-liquidityLost));
        }
        return text.toString();
    }
}
