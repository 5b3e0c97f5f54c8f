package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierPoint;
import io.trimtab.optimizer.frontier.FrontierProblem;
import io.trimtab.optimizer.frontier.MaximumSharpe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.MeanReturns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the frontier of seventeen currencies leaves after the costs of getting there from equal weights. */
public final class NetFrontier {
    private static final PeriodsPerYear YEAR = EcbHistory.YEAR;
    private static final Constraint[] CONSTRAINTS = {fullyInvested(), longOnly(), maxWeight(0.40)};

    private NetFrontier() {}

    /**
     * Traces net returns against the variance.
     *
     * @param mu expected returns, a year
     * @param risk the covariance, a year
     * @param held the weights held now
     * @return the frontier of net returns
     */
    public static EfficientFrontier trace(ExpectedReturns mu, CovarianceMatrix risk, Weights held) {
        return FrontierProblem.of(variance(risk), expectedReturns(mu).plus(linearCosts(0.0020, held)))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.40))
                .trace()
                .frontierOrThrow();
    }

    /**
     * Reads portfolios off it.
     *
     * @param net the frontier of net returns
     * @param held the weights held now
     * @return lines for a person
     */
    public static List<String> read(EfficientFrontier net, Weights held) {
        List<String> lines = new ArrayList<>();
        lines.add(line("least variance", net.minimumRisk(), held));
        if (net.maximumSharpe(0.0) instanceof MaximumSharpe.Tangency best) {
            lines.add(line("highest net Sharpe ratio", best.point(), held));
        }
        lines.add(line("highest net return", net.maximumReturn(), held));
        return lines;
    }

    private static String line(String name, FrontierPoint point, Weights held) {
        int untouched = 0;
        for (int j = 0; j < held.universe().size(); j++) {
            untouched += point.weights().get(j) == held.get(j) ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%-24s return %.2f%%  costs %.2f%%  net %5.2f%%  volatility %.2f%%  not traded %d",
                name,
                100 * point.expectedReturn(),
                100 * point.costs(),
                100 * point.netReturn(),
                100 * point.volatility(),
                untouched);
    }

    /**
     * Draws the frontier of net returns below that without costs.
     *
     * @param returns daily returns of the currencies
     * @return the picture
     */
    public static CurveChart picture(ReturnPanel returns) {
        ExpectedReturns mu = mean(returns);
        CovarianceMatrix risk = covariance(returns);
        Weights held = Weights.equal(returns.universe());
        List<FrontierPoint> gross =
                EfficientFrontier.trace(mu, risk, CONSTRAINTS).frontierOrThrow().sample(200);
        List<FrontierPoint> net = trace(mu, risk, held).sample(200);
        return CurveChart.over(Axis.percent("Volatility, a year"), Axis.percent("Mean return in euro, a year"))
                .titled(
                        "What trading costs take from the frontier",
                        "The highest mean return for each volatility, before costs and net of 0.2% of every trade away"
                                + " from equal weights. " + EcbHistory.SOURCE + ".")
                .curve("Before costs", Colour.GREY, volatilities(gross), returns(gross))
                .curve("Net of costs", Colour.BLUE, volatilities(net), returns(net))
                .named(
                        "Held",
                        Colour.GREY,
                        List.of("equal weights"),
                        new double[] {risk.volatility(held)},
                        new double[] {mu.of(held)})
                .build();
    }

    private static double[] volatilities(List<FrontierPoint> points) {
        return points.stream().mapToDouble(FrontierPoint::volatility).toArray();
    }

    private static double[] returns(List<FrontierPoint> points) {
        return points.stream().mapToDouble(FrontierPoint::netReturn).toArray();
    }

    /**
     * Means of daily returns.
     *
     * @param returns daily returns
     * @return a year
     */
    public static ExpectedReturns mean(ReturnPanel returns) {
        return MeanReturns.equallyWeighted().estimate(returns).annualised(YEAR);
    }

    /**
     * A covariance of daily returns.
     *
     * @param returns daily returns
     * @return a year
     */
    public static CovarianceMatrix covariance(ReturnPanel returns) {
        return LedoitWolf.constantCorrelation().estimate(returns).annualised(YEAR);
    }

    /**
     * Writes the picture of the guide.
     *
     * @param args the file
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ReturnPanel returns = EcbHistory.load().returns();
        Files.writeString(Path.of(args[0]), picture(returns).document());
        Weights held = Weights.equal(returns.universe());
        read(trace(mean(returns), covariance(returns), held), held).forEach(System.out::println);
    }
}
