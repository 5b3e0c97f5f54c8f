package io.trimtab.benchmarks;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.PortfolioView;
import io.trimtab.risk.limit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Twenty limits on the weights of a portfolio, for one order that is approved. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class LimitBookBenchmark {
    /** The number of positions. */
    @Param({"20", "200", "1000"})
    public int positions;

    private LimitBook book;
    private PortfolioView view;
    private Weights proposed;

    /** Makes the book and the portfolio. */
    @Setup(Level.Trial)
    public void setUp() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            ids.add("A" + i);
        }
        LimitBook.Builder builder = LimitBook.builder()
                .position(0.2)
                .grossExposure(1.5)
                .netExposure(1.2)
                .concentration(0.25)
                .turnover(0.5)
                .drawdown(0.15)
                .dailyLoss(0.03);
        for (int i = 0; i < 13; i++) {
            builder.position(ids.get(i), 0.15);
        }
        book = builder.build();
        Weights equal = Weights.equal(Universe.of(ids));
        view = PortfolioView.of(equal).withDrawdown(0.05).withDayLoss(0.01);
        proposed = view.after("A0", 0.01);
    }

    /**
     * One pre-trade check.
     *
     * @return the verdict
     */
    @Benchmark
    public Verdict check() {
        return book.check(view, proposed);
    }
}
