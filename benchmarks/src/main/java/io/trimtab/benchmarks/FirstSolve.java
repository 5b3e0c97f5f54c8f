package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The first solve of a fresh JVM: from the first call of the library, with plain arrays at hand, to the weights of a hundred
 * assets with their proof. Starts as many JVMs as it is told and prints the median.
 */
public final class FirstSolve {
    private static final int N = 100;
    private static final int PERIODS = 200;
    private static final String ONCE = "once";

    private FirstSolve() {}

    /**
     * Measures.
     *
     * @param args how many JVMs to start, 31 if nothing is said; further ones are handed to them
     * @throws IOException if one cannot be started
     * @throws InterruptedException if the measurement is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 1 && args[0].equals(ONCE)) {
            once();
            return;
        }
        int runs = args.length == 0 ? 31 : Integer.parseInt(args[0]);
        double[] all = new double[runs];
        for (int k = 0; k < runs; k++) {
            List<String> command =
                    new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp", classPath()));
            command.addAll(Arrays.asList(args).subList(Math.min(1, args.length), args.length));
            command.addAll(List.of(FirstSolve.class.getName(), ONCE));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            all[k] = Double.parseDouble(said.trim());
        }
        Arrays.sort(all);
        System.out.printf(
                Locale.ROOT,
                "first solve of %d assets in %d fresh JVMs: median %.1f ms, fastest %.1f, slowest %.1f%n",
                N,
                runs,
                all[runs / 2],
                all[0],
                all[runs - 1]);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static void once() {
        double[] sigma = new double[N * N];
        double[] mu = new double[N];
        List<String> ids = new ArrayList<>();
        draw(sigma, mu, ids);
        long begin = System.nanoTime();
        Universe universe = Universe.of(ids);
        double[] weights = PortfolioProblem.over(universe)
                .maximize(utility(ExpectedReturns.of(universe, mu), CovarianceMatrix.of(universe, sigma), 5))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.1))
                .solve()
                .optimalOrThrow()
                .weights()
                .toArray();
        double millis = (System.nanoTime() - begin) / 1e6;
        if (!(Math.abs(Arrays.stream(weights).sum() - 1) < 1e-12)) {
            throw new IllegalStateException("no answer");
        }
        System.out.println(millis);
    }

    /** A market and residuals, without any class of the library. */
    private static void draw(double[] sigma, double[] mu, List<String> ids) {
        SplittableRandom random = new SplittableRandom(1);
        double[] returns = new double[N * PERIODS];
        for (int k = 0; k < returns.length; k++) {
            double sum = 0;
            for (int draw = 0; draw < 12; draw++) {
                sum += random.nextDouble();
            }
            returns[k] = sum - 6;
        }
        for (int i = 0; i < N; i++) {
            ids.add("A".concat(Integer.toString(i)));
            mu[i] = 0.02 + 0.06 * random.nextDouble();
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int t = 0; t < PERIODS; t++) {
                    sum += returns[i * PERIODS + t] * returns[j * PERIODS + t];
                }
                sigma[i * N + j] = 0.02 + 0.04 * sum / PERIODS;
                sigma[j * N + i] = sigma[i * N + j];
            }
        }
    }
}
