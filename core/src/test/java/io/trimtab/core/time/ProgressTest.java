package io.trimtab.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.market.DataPolicy;
import io.trimtab.core.market.PriceCsv;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.RawPrices;
import io.trimtab.core.market.Universe;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long work says how far it has come, and can be stopped: by its listener, by a time limit, by an interrupt. */
@SuppressWarnings("NullAway") // JUnit sets the folder
class ProgressTest {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 3);

    @TempDir
    Path folder;

    private final List<long[]> heard = new ArrayList<>();
    private final Progress listener = (done, total) -> heard.add(new long[] {done, total});

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    private void read(Progress progress) {
        Path file = folder.resolve("prices.csv");
        if (!Files.exists(file)) {
            StringBuilder text = new StringBuilder("date,A,B\n");
            for (int t = 0; t < 10_000; t++) {
                text.append(FIRST.plusDays(t)).append(",101.25,55.5\n");
            }
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(PriceCsv.wide().reportingTo(progress).read(file).history().rows())
                .isEqualTo(10_000);
    }

    private static void validate(Progress progress) {
        Universe universe =
                Universe.of(IntStream.range(0, 20).mapToObj(j -> "A" + j).toList());
        double[] prices = new double[40];
        Arrays.fill(prices, 100);
        PriceHistory history = PriceHistory.of(universe, List.of(FIRST, FIRST.plusDays(1)), prices);
        assertThat(DataPolicy.standard()
                        .validate(RawPrices.of(history), FIRST.plusDays(1), progress)
                        .tradable())
                .isTrue();
    }

    private static void fit(Progress progress) {
        SplittableRandom random = new SplittableRandom(1);
        double[] series = new double[300];
        for (int t = 0; t < series.length; t++) {
            series[t] = (t / 50 % 2 == 0 ? 0.005 : 0.02) * random.nextGaussian();
        }
        List<LocalDate> dates = FIRST.datesUntil(FIRST.plusDays(series.length)).toList();
        assertThat(GaussianHmm.fit(series, dates, HmmSettings.states(2), progress))
                .isInstanceOf(HmmFit.Converged.class);
    }

    private List<Consumer<Progress>> works() {
        return List.of(this::read, ProgressTest::validate, ProgressTest::fit);
    }

    @Test
    void itNeverFallsAndEndsAtTheTotal() {
        for (Consumer<Progress> work : works()) {
            heard.clear();
            work.accept(listener);
            assertThat(heard).hasSizeGreaterThan(3);
            for (int k = 1; k < heard.size(); k++) {
                assertThat(heard.get(k)[0]).isBetween(heard.get(k - 1)[0], heard.get(k)[1]);
                assertThat(heard.get(k)[1]).isEqualTo(heard.get(0)[1]);
            }
            assertThat(heard.get(heard.size() - 1)[0]).isEqualTo(heard.get(0)[1]);
            assertThat(heard.get(0)[0]).isLessThan(heard.get(0)[1]);
        }
    }

    @Test
    void aListenerStopsTheWorkByThrowing() {
        for (Consumer<Progress> work : works()) {
            assertThatThrownBy(() -> work.accept((done, total) -> {
                        throw new CancellationException("enough");
                    }))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
        }
    }

    @Test
    void anInterruptEndsTheWorkAndStaysVisible() {
        for (Consumer<Progress> work : works()) {
            assertThatThrownBy(() ->
                            work.accept((done, total) -> Thread.currentThread().interrupt()))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining(" was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            work.accept(Progress.unheard());
        }
    }

    @Test
    void aTimeLimitStopsWorkThatGoesOn() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        for (Consumer<Progress> work : works()) {
            Progress slow = (done, total) -> clock.advance(Duration.ofMillis(600));
            assertThatThrownBy(() -> work.accept(slow.within(Duration.ofSeconds(1), clock)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageMatching("stopped after the PT1S it may take, with \\d+ of \\d+ done");
            work.accept(listener.within(Duration.ofSeconds(Long.MAX_VALUE), clock));
        }
    }

    @Test
    void workThatIsDoneIsNotStopped() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        Progress limited = listener.within(Duration.ofSeconds(1), clock);
        clock.advance(Duration.ofSeconds(2));
        limited.reached(10, 10);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aLimitMustBePositive() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        assertThatThrownBy(() -> listener.within(Duration.ZERO, clock)).hasMessage("limit must be positive, was PT0S");
        assertThatThrownBy(() -> listener.within(Duration.ofSeconds(-1), clock))
                .hasMessage("limit must be positive, was PT-1S");
    }
}
