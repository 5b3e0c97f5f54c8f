package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    /** Key 00 01 .. 0f, messages 00 01 02 .. of growing length: vectors of the authors' reference implementation. */
    private static final List<String> REFERENCE = List.of(
            "a3817f04ba25a8e66df67214c7550293",
            "da87c1d86b99af44347659119b22fc45",
            "8177228da4a45dc7fca38bdef60affe4",
            "9c70b60c5267a94e5f33b6b02985ed51",
            "f88164c12d9c8faf7d0f6e7c7bcd5579",
            "1368875980776f8854527a07690e9627",
            "14eeca338b208613485ea0308fd7a15e",
            "a1f1ebbed8dbc153c0b84aa61ff08239",
            "3b62a9ba6258f5610f83e264f31497b4",
            "264499060ad9baabc47f8b02bb6d71ed",
            "00110dc378146956c95447d3f3d0fbba",
            "0151c568386b6677a2b4dc6f81e5dc18",
            "d626b266905ef35882634df68532c125",
            "9869e247e9c08b10d029934fc4b952f7",
            "31fcefac66d7de9c7ec7485fe4494902",
            "5493e99933b0a8117e08ec0f97cfc3d9",
            "6ee2a4ca67b054bbfd3315bf85230577",
            "473d06e8738db89854c066c47ae47740");

    /** The reference vectors of 62 and 63 bytes: whole words and a tail. */
    private static final String OF_62_BYTES = "5853542321f567a005d547a4f04759bd";

    private static final String OF_63_BYTES = "5150d1772f50834a503e069a973fbd7c";

    private final Identities identities = new Identities(1, 2);

    private static String hash(int length) {
        SipHash128 hash = new SipHash128(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        for (int i = 0; i < length; i++) {
            hash.putByte(i);
        }
        Fingerprint print = hash.finish();
        return new Fingerprint(Long.reverseBytes(print.high()), Long.reverseBytes(print.low())).toString();
    }

    @Test
    void hashesLikeTheReferenceImplementation() {
        for (int length = 0; length < REFERENCE.size(); length++) {
            assertThat(hash(length)).as("%d bytes", length).isEqualTo(REFERENCE.get(length));
        }
        assertThat(hash(62)).isEqualTo(OF_62_BYTES);
        assertThat(hash(63)).isEqualTo(OF_63_BYTES);
    }

    private Fingerprint print(Alert alert) {
        return identities.fingerprint(alert);
    }

    @Test
    void whatOneServiceHasHashedIsNotTakenForAnothersAndOutlivesOnlyChangesOfTime() {
        Identities others = new Identities(3, 4);
        Alert alert = Alert.warning("t").label("a", "b");
        Fingerprint ours = print(alert);
        assertThat(others.fingerprint(alert))
                .isNotEqualTo(ours)
                .isEqualTo(others.fingerprint(Alert.warning("t").label("a", "b")));
        assertThat(print(alert)).isEqualTo(ours);
        Alert dated = alert.startsAt(Instant.EPOCH);
        assertThat(identities.of(dated)).isSameAs(identities.of(alert));
        assertThat(identities.of(dated).text()).isEqualTo(ours.toString());
        assertThat(print(alert.label("a", "c")))
                .isEqualTo(print(Alert.warning("t").label("a", "c")));

        List<String> key = List.of("a");
        long rate = identities.rateKey(alert, key);
        assertThat(identities.rateKey(dated, key)).isEqualTo(rate);
        Alert worse = alert.atLeast(Severity.ERROR);
        assertThat(print(worse)).isEqualTo(ours);
        assertThat(identities.rateKey(worse, key))
                .isNotEqualTo(rate)
                .isEqualTo(identities.rateKey(Alert.error("t").label("a", "b"), key));
    }

    @Test
    void labelsCannotBeMadeToMerge() {
        Alert base = Alert.info("t");
        List<Alert> distinct = List.of(
                base,
                base.label("a", "b,c=d"),
                base.label("a", "b").label("c", "d"),
                base.label("a", "b\",c=\"d"),
                base.label("ab", ""),
                base.label("a", "b"),
                base.label("a", ""),
                base.label("a", "\uD800"),
                base.label("a", "?"),
                base.label("a", "\uDC00"),
                base.label("a", "\u0000"),
                Alert.info("ta"),
                Alert.info("t\u0001"));
        Set<Fingerprint> prints = new HashSet<>();
        distinct.forEach(alert -> prints.add(print(alert)));
        assertThat(prints).hasSameSizeAs(distinct);
    }

    @Test
    void identityIsTypeAndLabelsInAnyOrderAndNothingElse() {
        Alert alert = Alert.info("t").label("a", "1").label("b", "2");
        assertThat(print(Alert.critical("t")
                        .label("b", "2")
                        .label("a", "1")
                        .text("x")
                        .source("y")))
                .isEqualTo(print(alert));
        assertThat(print(alert.resolved())).isEqualTo(print(alert));
        assertThat(new Identities(1, 3).fingerprint(alert)).isNotEqualTo(print(alert));
    }

    @Test
    void rateKeysTellSeverityAndAbsentLabelsApart() {
        List<String> names = List.of("subject", "metric");
        Alert base = Alert.info("t");
        Set<Long> keys = new HashSet<>();
        keys.add(identities.rateKey(base, names));
        keys.add(identities.rateKey(Alert.error("t"), names));
        keys.add(identities.rateKey(base.label("subject", ""), names));
        keys.add(identities.rateKey(base.label("metric", ""), names));
        keys.add(identities.rateKey(base.label("subject", "a"), names));
        keys.add(identities.rateKey(base.label("metric", "a"), names));
        assertThat(keys).hasSize(6);
        assertThat(identities.rateKey(base.label("other", "a"), names)).isEqualTo(identities.rateKey(base, names));
    }

    @Test
    void noTwoOfManyRandomAlertsMeet() {
        SplittableRandom random = new SplittableRandom(7);
        int count = Campaign.tries(50_000, 2_000_000);
        Set<Fingerprint> prints = new HashSet<>();
        for (int i = 0; i < count; i++) {
            prints.add(print(Alert.info("t").label("n", Integer.toString(i)).label("r", "" + random.nextInt(3))));
        }
        assertThat(prints).hasSize(count);
    }
}
