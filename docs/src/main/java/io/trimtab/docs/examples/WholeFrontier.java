package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierOutcome;
import io.trimtab.optimizer.frontier.FrontierPoint;
import io.trimtab.optimizer.frontier.MaximumSharpe;
import io.trimtab.optimizer.frontier.NoFrontier;
import io.trimtab.optimizer.frontier.StateChange;
import io.trimtab.optimizer.frontier.TurningPoint;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.MeanReturns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** All efficient portfolios of seventeen currencies, what changes along them, and their picture. */
public final class WholeFrontier {
    private static final PeriodsPerYear YEAR = EcbHistory.YEAR;

    /** All colours but the one of the rest. */
    private static final List<Colour> NAMED = List.of(
            Colour.BLUE, Colour.VERMILLION, Colour.GREEN, Colour.PURPLE, Colour.ORANGE, Colour.SKY, Colour.BROWN);

    private WholeFrontier() {}

    /**
     * Traces the frontier of an investor who buys currencies with euros.
     *
     * @param returns daily returns of the currencies
     * @return the frontier, in annual numbers
     */
    public static EfficientFrontier trace(ReturnPanel returns) {
        ExpectedReturns mu = MeanReturns.equallyWeighted().estimate(returns).annualised(YEAR);
        CovarianceMatrix risk =
                LedoitWolf.constantCorrelation().estimate(returns).annualised(YEAR);

        FrontierOutcome outcome = EfficientFrontier.trace(
                mu,
                risk,
                fullyInvested(),
                longOnly(),
                maxWeight(0.40),
                group("nordic", "DKK", "NOK", "SEK").atMost(0.50));

        if (outcome instanceof NoFrontier none) {
            throw new IllegalStateException(none.message());
        }
        return outcome.frontierOrThrow();
    }

    /**
     * Reads some portfolios off a frontier.
     *
     * @param frontier the frontier
     * @return lines for a person
     */
    public static List<String> read(EfficientFrontier frontier) {
        List<String> lines = new ArrayList<>();
        lines.add(line("least variance", frontier.minimumRisk()));
        lines.add(line("volatility 3%", frontier.atVolatility(0.03)));
        if (frontier.maximumSharpe(0.0) instanceof MaximumSharpe.Tangency best) {
            lines.add(line("highest Sharpe ratio", best.point()));
        }
        lines.add(line("highest return", frontier.maximumReturn()));
        return lines;
    }

    private static String line(String name, FrontierPoint point) {
        return String.format(
                Locale.ROOT,
                "%-20s return %6.2f%%  volatility %5.2f%%  lambda %.3f",
                name,
                100 * point.expectedReturn(),
                100 * point.volatility(),
                point.riskTolerance());
    }

    /**
     * Tells what changes along a frontier, from the highest return down.
     *
     * @param frontier the frontier
     * @return one line a change
     */
    public static List<String> changes(EfficientFrontier frontier) {
        List<String> lines = new ArrayList<>();
        for (TurningPoint point : frontier.turningPoints()) {
            for (StateChange change : point.changes()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "lambda %.3f: %s, %s above, %s below",
                        point.riskTolerance(),
                        change.name(),
                        change.above(),
                        change.below()));
            }
        }
        return lines;
    }

    /**
     * Draws a frontier with its turning points and the assets it is made of.
     *
     * @param frontier the frontier
     * @param returns the returns it was traced from
     * @return the picture
     */
    public static CurveChart picture(EfficientFrontier frontier, ReturnPanel returns) {
        List<FrontierPoint> sample = frontier.sample(200);
        double[] volatilities =
                sample.stream().mapToDouble(FrontierPoint::volatility).toArray();
        double[] means =
                sample.stream().mapToDouble(FrontierPoint::expectedReturn).toArray();
        List<TurningPoint> turning = frontier.turningPoints();
        ExpectedReturns mu = MeanReturns.equallyWeighted().estimate(returns).annualised(YEAR);
        CovarianceMatrix risk =
                LedoitWolf.constantCorrelation().estimate(returns).annualised(YEAR);
        double[] single = new double[returns.universe().size()];
        for (int j = 0; j < single.length; j++) {
            single[j] = Math.sqrt(risk.variance(j));
        }
        return CurveChart.over(Axis.percent("Volatility, a year"), Axis.percent("Mean return in euro, a year"))
                .titled(
                        "Efficient frontier of seventeen currencies",
                        "The highest mean return for each volatility, with its turning points, above and left of the"
                                + " single currencies. " + EcbHistory.SOURCE + ".")
                .curve("Frontier", Colour.BLUE, volatilities, means)
                .rings(
                        "Turning points",
                        Colour.BLUE,
                        turning.stream().mapToDouble(TurningPoint::volatility).toArray(),
                        turning.stream()
                                .mapToDouble(TurningPoint::expectedReturn)
                                .toArray())
                .named("Single currencies", Colour.GREY, returns.universe().ids(), single, mu.toArray())
                .build();
    }

    /**
     * Draws the weights along a frontier, one upon the other, by volatility.
     *
     * @param frontier the frontier
     * @return the picture
     */
    public static CurveChart weights(EfficientFrontier frontier) {
        List<FrontierPoint> sample = frontier.sample(400);
        double[] volatilities =
                sample.stream().mapToDouble(FrontierPoint::volatility).toArray();
        CurveChart.Builder chart = CurveChart.over(Axis.percent("Volatility, a year"), Axis.percent("Weight"))
                .titled(
                        "Weights along the frontier",
                        "What the portfolio of each volatility holds; where an edge has a corner is a turning point. "
                                + EcbHistory.SOURCE + ".");
        List<String> largest = new ArrayList<>(frontier.universe().ids());
        largest.sort(Comparator.comparingDouble(id -> -most(sample, id)));
        double[] lower = new double[sample.size()];
        double[] all = new double[sample.size()];
        Arrays.fill(all, 1);
        for (int layer = 0; layer < NAMED.size(); layer++) {
            String id = largest.get(layer);
            double[] upper = lower.clone();
            Arrays.setAll(upper, i -> upper[i] + sample.get(i).weights().of(id));
            chart.area(id, NAMED.get(layer), volatilities, lower, upper);
            lower = upper;
        }
        chart.area("All others", Colour.GREY, volatilities, lower, all);
        return chart.build();
    }

    private static double most(List<FrontierPoint> sample, String id) {
        return sample.stream()
                .mapToDouble(point -> point.weights().of(id))
                .max()
                .orElseThrow();
    }

    /**
     * Writes the pictures of the guide.
     *
     * @param args the files: the frontier, the weights along it
     * @throws IOException if one cannot be written
     */
    public static void main(String[] args) throws IOException {
        ReturnPanel returns = EcbHistory.load().returns();
        EfficientFrontier frontier = trace(returns);
        Files.writeString(Path.of(args[0]), picture(frontier, returns).document());
        Files.writeString(Path.of(args[1]), weights(frontier).document());
        read(frontier).forEach(System.out::println);
        changes(frontier).forEach(System.out::println);
        System.out.println(frontier.message());
    }
}
