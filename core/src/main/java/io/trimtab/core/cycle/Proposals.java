package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes proposals and takes them up again; the same orders of the same cycle get the same token, so that a replay is identical. */
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

    /** The proposed orders at today's prices, if they still mean what they meant. */
    static void resume(CycleDraft draft, Proposal proposal) {
        MarketData.Tradable market = draft.market;
        Weights current = draft.current;
        if (!draft.asOf.isBefore(proposal.expires())) {
            draft.block("the proposal expired at " + proposal.expires());
        }
        if (market == null || current == null || draft.account == null) {
            return;
        }
        double[] target = current.toArray();
        List<PricedOrder> orders = new ArrayList<>();
        for (PricedOrder proposed : proposal.orders()) {
            String asset = proposed.order().asset();
            if (!market.snapshot().universe().contains(asset)) {
                draft.block("there is no valid price of " + asset + " any more");
                return;
            }
            if (draft.account.position(asset).compareTo(proposed.position()) != 0) {
                draft.block("the position in " + asset + " has changed since the proposal, from "
                        + Numbers.plain(proposed.position()) + " to "
                        + Numbers.plain(draft.account.position(asset)));
                return;
            }
            int i = market.snapshot().universe().indexOf(asset);
            PricedOrder order =
                    new PricedOrder(proposed.order(), market.snapshot().price(i), proposed.position());
            target[i] += order.signedValue() / draft.equity;
            orders.add(order);
        }
        draft.plan = new RebalancePlan(List.copyOf(orders), Weights.of(current.universe(), target), 0);
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
