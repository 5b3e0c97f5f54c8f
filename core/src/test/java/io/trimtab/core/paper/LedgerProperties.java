package io.trimtab.core.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.testkit.Campaign;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The oracle keeps whole cents in a long and hundred-millionths of a unit in another; the ledger never sees it. */
class LedgerProperties {
    private static final String[] ASSETS = {"A", "B", "C", "D", "E"};

    @Property(tries = 200)
    void everyCentIsAccountedForAfterRandomTrades(@ForAll long seed) {
        run(seed, 50);
    }

    @Test
    void everyCentIsAccountedForAfterTenThousandFills() {
        for (int round = 0; round < Campaign.tries(1, 50); round++) {
            run(round, 10_000);
        }
    }

    private static void run(long seed, int trades) {
        SplittableRandom random = new SplittableRandom(seed);
        Ledger ledger = Ledger.of(LedgerSnapshot.ofCapital(new BigDecimal("100000")));
        long cash = 10_000_000;
        long fees = 0;
        long[] units = new long[ASSETS.length];
        double[] last = new double[ASSETS.length];
        for (int k = 0; k < trades; k++) {
            int asset = random.nextInt(ASSETS.length);
            long traded = quantity(random, units[asset]);
            last[asset] = random.nextInt(1, 2_000_000) / 10_000.0;
            long fee = random.nextInt(0, 300);
            BigDecimal quantity = BigDecimal.valueOf(traded, 8);
            ledger.book(
                    new Fill("o" + k, ASSETS[asset], quantity, last[asset], BigDecimal.valueOf(fee, 2), Instant.EPOCH));
            cash -= cents(traded, last[asset]) + fee;
            fees += fee;
            units[asset] += traded;
        }
        check(ledger, cash, fees, units, last);
        liquidate(ledger, units, last);
    }

    /** Sometimes exactly what is held, the other way: closing to zero must happen often. */
    private static long quantity(SplittableRandom random, long held) {
        if (held != 0 && random.nextInt(4) == 0) {
            return -held;
        }
        long traded = random.nextLong(-50_000_000_000L, 50_000_000_000L);
        return traded == 0 ? 1 : traded;
    }

    private static long cents(long hundredMillionths, double price) {
        // prices are multiples of 1/10000: ten thousandths of a cent fit a BigDecimal division that is independent of
        // it
        BigDecimal exact =
                BigDecimal.valueOf(hundredMillionths).multiply(BigDecimal.valueOf(Math.round(price * 10_000)));
        return exact.divide(BigDecimal.TEN.pow(10), 0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static void check(Ledger ledger, long cash, long fees, long[] units, double[] last) {
        LedgerSnapshot snapshot = ledger.snapshot();
        assertThat(ledger.cash()).isEqualTo(BigDecimal.valueOf(cash, 2));
        assertThat(snapshot.fees()).isEqualTo(BigDecimal.valueOf(fees, 2));
        long equity = cash;
        BigDecimal unrealised = BigDecimal.ZERO;
        for (int a = 0; a < ASSETS.length; a++) {
            assertThat(ledger.quantity(ASSETS[a])).isEqualByComparingTo(BigDecimal.valueOf(units[a], 8));
            if (units[a] != 0) {
                long value = cents(units[a], last[a]);
                equity += value;
                unrealised = unrealised
                        .add(BigDecimal.valueOf(value, 2))
                        .subtract(snapshot.holdings()
                                .getOrDefault(ASSETS[a], nothing())
                                .cost());
            }
        }
        BigDecimal worth = ledger.equityAt(asset -> last[asset.charAt(0) - 'A']);
        assertThat(worth).isEqualTo(BigDecimal.valueOf(equity, 2));
        assertThat(snapshot.capital().add(snapshot.realised()).add(unrealised).subtract(snapshot.fees()))
                .isEqualByComparingTo(worth);
    }

    private static Holding nothing() {
        return new Holding(BigDecimal.ONE, BigDecimal.ZERO);
    }

    /** When nothing is held, all profit is realised: what cash has grown by, before fees. */
    private static void liquidate(Ledger ledger, long[] units, double[] last) {
        for (int a = 0; a < ASSETS.length; a++) {
            if (units[a] != 0) {
                ledger.book(new Fill(
                        "x" + a, ASSETS[a], BigDecimal.valueOf(-units[a], 8), last[a], BigDecimal.ZERO, Instant.EPOCH));
            }
        }
        LedgerSnapshot snapshot = ledger.snapshot();
        assertThat(snapshot.holdings()).isEmpty();
        assertThat(snapshot.realised())
                .isEqualByComparingTo(
                        snapshot.cash().subtract(snapshot.capital()).add(snapshot.fees()));
        Ledger restored = Ledger.of(snapshot);
        assertThat(restored.snapshot()).isEqualTo(snapshot);
        assertThat(new TreeMap<>(restored.account().positions())).isEmpty();
    }
}
