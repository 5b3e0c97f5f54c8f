package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.PricedOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Makes proposals; the same orders of the same cycle get the same token, so that a replay is identical. */
final class Proposals {
    private static final int DIGEST_DIGITS = 12;

    private Proposals() {}

    static Proposal offer(String cycleId, Instant expires, List<PricedOrder> orders) {
        StringBuilder text = new StringBuilder();
        for (PricedOrder priced : orders) {
            text.append(priced.order().id())
                    .append(' ')
                    .append(priced.order().side())
                    .append(' ')
                    .append(Numbers.plain(priced.order().quantity()))
                    .append('\n');
        }
        return new Proposal(cycleId + "-" + digest(text.toString()), cycleId, expires, orders);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
