package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmallestCutTest {
    private static final Universe TRIPLE = Universe.of("SAP", "ASML", "NOVN");
    private static final Limit BROKEN = Limit.of("broken", (view, w) -> Double.NaN, 1);

    private static Cut cut(LimitBook book, Weights current, double... proposed) {
        PortfolioView view = PortfolioView.of(current).withDrawdown(0.2);
        Verdict verdict = book.check(view, Weights.of(current.universe(), proposed));
        assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        return ((Verdict.Denied) verdict).smallestCut();
    }

    private static Weights weights(double... values) {
        return Weights.of(TRIPLE, values);
    }

    @Test
    void aSaleThroughZeroMayCloseThePositionInADrawdown() {
        Cut cut = cut(LimitBook.builder().drawdown(0.1).build(), weights(0.5, 0, 0), -0.2, 0, 0);
        assertThat(cut.fractionKept()).isCloseTo(5.0 / 7, within(1e-15));
        assertThat(cut).hasToString("sell 50% of equity in SAP instead of 70%");
    }

    @Test
    void aSaleThroughZeroMayCloseThePositionWhenALimitCannotBeMeasured() {
        List<Limit> unmeasurable =
                List.of(BROKEN, Limit.of("infinite", (view, w) -> Double.POSITIVE_INFINITY, 1), Limit.dailyLoss(0.1));
        for (Limit limit : unmeasurable) {
            Cut cut = cut(LimitBook.builder().hard(limit).build(), weights(0.5, -0.4, 0), -0.2, -0.3, 0);
            assertThat(cut.weights().of("SAP")).as(limit.name()).isCloseTo(0, within(1e-15));
            assertThat(cut(LimitBook.builder().hard(limit).build(), weights(0.5, -0.4, 0), -0.2, -0.5, 0)
                            .fractionKept())
                    .as("grows a short")
                    .isZero();
        }
    }

    @Test
    void theSaleOfAHedgeIsCutToWhatTheNetExposureAllowsInADrawdown() {
        LimitBook book = LimitBook.builder().drawdown(0.1).netExposure(0.2).build();
        assertThat(cut(book, weights(0.5, -0.5, 0), 0.5, 0, 0).fractionKept()).isCloseTo(0.4, within(1e-12));
        LimitBook broken = LimitBook.builder().hard(BROKEN).netExposure(0.2).build();
        assertThat(cut(broken, weights(0.5, -0.5, 0), 0.5, 0, 0).fractionKept()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void whatTheTextSaysIsAllowed() {
        LimitBook book = LimitBook.builder().position(0.16651).build();
        assertThat(cut(book, weights(0, 0, 0), 0.3, 0, 0)).hasToString("buy 16.6% of equity in SAP instead of 30%");
        assertThat(cut(book, weights(0, 0, 0), 0.3, 0.1, 0)).hasToString("cut all 2 legs by 44.5%");
        LimitBook other = LimitBook.builder().position(0.16649).build();
        assertThat(cut(other, weights(0, 0, 0), 0.3, 0.1, 0)).hasToString("cut all 2 legs by 44.6%");
    }

    @Test
    void noLargerPartPassesByBruteForce() {
        SplittableRandom random = new SplittableRandom(11);
        List<LimitBook> books = List.of(
                LimitBook.builder().drawdown(0.1).netExposure(0.2).build(),
                LimitBook.builder().hard(BROKEN).grossExposure(0.5).build(),
                LimitBook.builder().turnover(0.3).position(0.3).build(),
                LimitBook.builder().dailyLoss(0.1).concentration(0.2).build());
        int denied = 0;
        int kept = 0;
        for (int k = 0; k < 2_000; k++) {
            LimitBook book = books.get(k % books.size());
            double[] from = new double[3];
            double[] to = new double[3];
            for (int i = 0; i < 3; i++) {
                from[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble() - 0.4;
                to[i] = random.nextInt(3) == 0 ? from[i] : from[i] * (random.nextDouble() * 1.5 - 0.4);
            }
            PortfolioView view = PortfolioView.of(Weights.of(TRIPLE, from)).withDrawdown(0.2);
            Weights target = Weights.of(TRIPLE, to);
            if (!(book.check(view, target) instanceof Verdict.Denied verdict)) {
                continue;
            }
            denied++;
            Cut cut = verdict.smallestCut();
            kept += cut.fractionKept() > 0 ? 1 : 0;
            if (cut.fractionKept() > 0) {
                assertThat(book.check(view, cut.weights())).isInstanceOf(Verdict.Approved.class);
            }
            List<Double> larger = new ArrayList<>(List.of(cut.fractionKept() + 1e-6));
            for (double f = 0.01; f < 1; f += 0.01) {
                larger.add(f);
            }
            for (double f : larger) {
                if (f > cut.fractionKept() + 1e-7 && f < 1) {
                    assertThat(book.check(view, Trades.part(view.current(), target, f)))
                            .as("order %d: %s of it, the cut keeps %s", k, f, cut.fractionKept())
                            .isInstanceOf(Verdict.Denied.class);
                }
            }
        }
        assertThat(denied).isGreaterThan(300);
        assertThat(kept).isGreaterThan(100);
    }
}
