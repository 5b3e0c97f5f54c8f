package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.Universe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A snapshot taken apart, checked in full before anything of it is applied.
 *
 * <p>Lines of words: {@code gate 1}, the universe, the limits, then what there is of marks, positions, orders, guards, overrides,
 * order flow and ledger. Numbers are bits in hexadecimal, times milliseconds since 1970.
 */
final class GateImage {
    private static final String VERSION = "gate 1";

    private final double[] value;
    private double equity = Double.NaN;
    private final List<long[]> positions = new ArrayList<>();
    private final List<PreTradeGate.Pending> orders = new ArrayList<>();
    private final List<String[]> guards = new ArrayList<>();
    private final List<LimitOverride> overrides = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<String[]> flowLines = new ArrayList<>();
    private TradingState state = new TradingState(TradingState.Mode.ACTIVE, "", Instant.EPOCH, "");
    private long total;
    private long now = Long.MIN_VALUE;

    private GateImage(int assets) {
        value = new double[assets];
    }

    // ------------------------------------------------------------------------------------------------ writing

    static GateSnapshot write(
            Universe universe,
            Inventory.Marks marks,
            List<Desk> desks,
            Collection<PreTradeGate.Pending> pending,
            OrderFlow flow,
            GateWatch watch) {
        StringBuilder out = new StringBuilder();
        line(out, VERSION);
        line(out, "universe", universe(universe));
        limits(desks).forEach(text -> line(out, text));
        TradingState state = watch.state;
        line(out, "now", watch.now());
        line(
                out,
                "state",
                state.mode(),
                word(state.reason()),
                state.since().toEpochMilli(),
                word(state.acknowledgedBy()));
        line(out, "equity", GateText.number(marks.equity));
        for (int i = 0; i < marks.value.length; i++) {
            line(out, "value", i, GateText.number(marks.value[i]));
        }
        for (int d = 0; d < desks.size(); d++) {
            long[] held = desks.get(d).inventory.held;
            for (int i = 0; i < held.length; i++) {
                if (held[i] != 0) {
                    line(out, "held", d, i, held[i]);
                }
            }
        }
        for (PreTradeGate.Pending p : pending) {
            GateOrder order = p.order;
            line(
                    out,
                    "pending",
                    word(order.id()),
                    word(order.asset()),
                    order.lots(),
                    p.open,
                    GateText.number(order.limitPrice()),
                    word(order.strategy()));
        }
        guards(out, desks);
        for (LimitOverride o : watch.overrides) {
            Instant until = o.until();
            line(
                    out,
                    "override",
                    word(o.limit()),
                    word(o.scope()),
                    word(o.by()),
                    until.getEpochSecond(),
                    until.getNano());
        }
        flow.lines().forEach(text -> line(out, "flow", text));
        line(out, "total", watch.total);
        for (LedgerEntry e : watch.ledger) {
            line(
                    out,
                    "ledger",
                    e.sequence(),
                    e.at().toEpochMilli(),
                    e.event(),
                    word(e.limit()),
                    word(e.scope()),
                    GateText.number(e.measured()),
                    GateText.number(e.bound()),
                    word(e.note()));
        }
        return GateSnapshot.sealed(out.toString());
    }

    private static void guards(StringBuilder out, List<Desk> desks) {
        for (int d = 0; d < desks.size(); d++) {
            Meter[] meters = desks.get(d).meters;
            for (int m = 0; m < meters.length; m++) {
                for (int k = 0; k < meters[m].guards.length; k++) {
                    Guard g = meters[m].guards[k];
                    if (g.isTripped()) {
                        line(
                                out,
                                "guard",
                                d,
                                m,
                                k,
                                g.since,
                                GateText.number(g.tripValue),
                                GateText.number(g.peak),
                                g.lowSince,
                                word(g.acknowledgedBy));
                    }
                }
            }
        }
    }

    private static void line(StringBuilder out, Object... words) {
        for (int k = 0; k < words.length; k++) {
            out.append(k == 0 ? "" : " ").append(words[k]);
        }
        out.append('\n');
    }

    private static String word(String text) {
        return GateText.word(text);
    }

    private static String universe(Universe universe) {
        return universe.size() + " " + GateText.checksum(String.join("\n", universe.ids()));
    }

    private static List<String> limits(List<Desk> desks) {
        List<String> all = new ArrayList<>();
        for (Desk desk : desks) {
            for (Meter meter : desk.meters) {
                all.add("limit " + word(desk.strategy) + " " + word(meter.limit.name()) + " " + meter.kind + " "
                        + GateText.number(meter.limit.bound()));
            }
        }
        return all;
    }

    // ------------------------------------------------------------------------------------------------ reading

    static GateImage read(GateSnapshot snapshot, Universe universe, List<Desk> desks, Map<String, Integer> strategies) {
        String[] lines = snapshot.body().split("\n");
        GateImage image = new GateImage(universe.size());
        List<String> expected = new ArrayList<>();
        expected.add(VERSION);
        expected.add("universe " + universe(universe));
        expected.addAll(limits(desks));
        for (int k = 0; k < expected.size(); k++) {
            if (k >= lines.length || !lines[k].equals(expected.get(k))) {
                throw new IllegalArgumentException("the snapshot is of another gate: its line " + (k + 1) + " is '"
                        + (k < lines.length ? lines[k] : "") + "' where this gate has '" + expected.get(k) + "'");
            }
        }
        for (int k = expected.size(); k < lines.length; k++) {
            try {
                image.take(lines[k].split(" "), universe, desks, strategies);
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException(
                        "line " + (k + 1) + " of the snapshot makes no sense: '" + lines[k] + "'", wrong);
            }
        }
        return image;
    }

    private void take(String[] w, Universe universe, List<Desk> desks, Map<String, Integer> strategies) {
        switch (w[0]) {
            case "now" -> now = Long.parseLong(w[1]);
            case "state" ->
                state = new TradingState(
                        TradingState.Mode.valueOf(w[1]),
                        text(w[2]),
                        Instant.ofEpochMilli(Long.parseLong(w[3])),
                        text(w[4]));
            case "equity" -> equity = GateText.number(w[1]);
            case "value" -> value[Integer.parseInt(w[1])] = GateText.number(w[2]);
            case "held" -> {
                long[] position = {Integer.parseInt(w[1]), Integer.parseInt(w[2]), Long.parseLong(w[3])};
                desks.get((int) position[0]);
                universe.id((int) position[1]);
                positions.add(position);
            }
            case "pending" -> {
                GateOrder order =
                        new GateOrder(text(w[1]), text(w[2]), Long.parseLong(w[3]), GateText.number(w[5]), text(w[6]));
                if (!order.strategy().isEmpty() && !strategies.containsKey(order.strategy())) {
                    throw new IllegalArgumentException("unknown strategy " + order.strategy());
                }
                long open = Long.parseLong(w[4]);
                order.cutTo(Math.abs(open));
                orders.add(new PreTradeGate.Pending(order, universe.indexOf(order.asset()), open));
            }
            case "guard" -> {
                Guard known =
                        desks.get(Integer.parseInt(w[1])).meters[Integer.parseInt(w[2])].guards[Integer.parseInt(w[3])];
                restore(w, new Guard());
                guards.add(w);
                if (known == null) {
                    throw new IllegalArgumentException("unknown guard");
                }
            }
            case "override" ->
                overrides.add(new LimitOverride(
                        text(w[1]),
                        text(w[2]),
                        text(w[3]),
                        Instant.ofEpochSecond(Long.parseLong(w[4]), Long.parseLong(w[5]))));
            case "flow" -> {
                String[] rest = java.util.Arrays.copyOfRange(w, 1, w.length);
                OrderFlow.check(rest, value.length);
                flowLines.add(rest);
            }
            case "total" -> total = Long.parseLong(w[1]);
            case "ledger" ->
                entries.add(new LedgerEntry(
                        Long.parseLong(w[1]),
                        Instant.ofEpochMilli(Long.parseLong(w[2])),
                        LedgerEntry.Event.valueOf(w[3]),
                        text(w[4]),
                        text(w[5]),
                        GateText.number(w[6]),
                        GateText.number(w[7]),
                        text(w[8])));
            default -> throw new IllegalArgumentException("unknown line '" + w[0] + "'");
        }
    }

    private static String text(String word) {
        return GateText.unword(word);
    }

    private static void restore(String[] w, Guard guard) {
        guard.restore(
                Long.parseLong(w[4]), GateText.number(w[5]), GateText.number(w[6]), Long.parseLong(w[7]), text(w[8]));
    }

    // ------------------------------------------------------------------------------------------------ applying

    void apply(
            Inventory.Marks marks,
            List<Desk> desks,
            Map<String, PreTradeGate.Pending> pending,
            OrderFlow flow,
            GateWatch watch) {
        marks.equity = equity;
        System.arraycopy(value, 0, marks.value, 0, value.length);
        for (Desk desk : desks) {
            for (int i = 0; i < value.length; i++) {
                desk.inventory.set(i, 0, 0, 0);
            }
            for (Meter meter : desk.meters) {
                for (Guard guard : meter.guards) {
                    guard.clear();
                }
            }
        }
        for (long[] p : positions) {
            desks.get((int) p[0]).inventory.set((int) p[1], p[2], p[2], p[2]);
        }
        for (PreTradeGate.Pending order : orders) {
            pending.put(order.order.id(), order);
            for (Desk desk : desks) {
                if (desk.strategy.isEmpty() || desk.strategy.equals(order.order.strategy())) {
                    Inventory inventory = desk.inventory;
                    int i = order.asset;
                    inventory.set(
                            i,
                            inventory.held[i],
                            inventory.low[i] + Math.min(order.open, 0),
                            inventory.high[i] + Math.max(order.open, 0));
                }
            }
        }
        for (String[] w : guards) {
            restore(w, desks.get(Integer.parseInt(w[1])).meters[Integer.parseInt(w[2])].guards[Integer.parseInt(w[3])]);
        }
        for (String[] w : flowLines) {
            flow.read(w);
        }
        watch.restore(state, overrides, entries, total, now);
    }
}
