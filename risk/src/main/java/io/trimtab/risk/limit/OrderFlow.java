package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.risk.limit.RuleBreach.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What has been ordered and traded of late, as far as {@link OrderRules} ask. Times are milliseconds since 1970. */
final class OrderFlow {
    private final OrderRules rules;
    private final Inventory inventory;
    /** Value pending, either way, by asset. */
    private final SumTree pending;
    /** The times of the latest orders, as many as the rate allows; the next one takes the place of the oldest. */
    private long[] times = {};

    private int next;
    private final List<List<Sent>> sent = new ArrayList<>();
    /** In two doubles, so that what comes and goes leaves nothing. */
    private double rolling;

    private double rollingLow;
    private final ArrayDeque<Traded> trades = new ArrayDeque<>();
    private double today;
    private double todayLow;
    private long dayEnd = Long.MIN_VALUE;

    record Sent(long time, long lots, double price, String strategy) {}

    record Traded(long time, double amount) {}

    OrderFlow(OrderRules rules, Inventory inventory) {
        this.rules = rules;
        this.inventory = inventory;
        int n = inventory.universe.size();
        pending = new SumTree(n);
        for (int i = 0; i < n; i++) {
            sent.add(new ArrayList<>(0));
        }
    }

    /** An asset's pending orders or price have changed. */
    void follow(int asset) {
        long lots = inventory.high[asset] - inventory.low[asset];
        pending.set(asset, lots == 0 ? 0 : lots * inventory.marks.value[asset]);
    }

    void sent(int asset, long lots, double price, String strategy, long now) {
        sentAt(now);
        if (rules.duplicateWindow > 0) {
            List<Sent> recent = sent.get(asset);
            int old = 0;
            while (old < recent.size() && now - recent.get(old).time() >= rules.duplicateWindow) {
                old++;
            }
            recent.subList(0, old).clear();
            recent.add(new Sent(now, lots, price, strategy));
        }
    }

    private void sentAt(long now) {
        if (rules.orders == Integer.MAX_VALUE) {
            return;
        }
        if (next == times.length && times.length < rules.orders) {
            // grows as orders come, since the rate may allow very many
            int old = times.length;
            times = Arrays.copyOf(times, Math.min(rules.orders, Math.max(16, 2 * old)));
            Arrays.fill(times, old, times.length, Guard.NEVER);
        }
        times[next] = now;
        next = next + 1 == rules.orders ? 0 : next + 1;
    }

    void traded(double amount, long now) {
        if (rules.dailyTurnover < Double.POSITIVE_INFINITY) {
            turnDay(now);
            double before = today;
            today = before + amount;
            todayLow += rest(before, amount, today);
        }
        if (rules.turnoverWindow > 0) {
            evict(now);
            trades.addLast(new Traded(now, amount));
            addRolling(amount);
        }
    }

    private void addRolling(double amount) {
        double before = rolling;
        rolling = before + amount;
        rollingLow += rest(before, amount, rolling);
    }

    private static double rest(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    private void turnDay(long now) {
        if (now >= dayEnd) {
            today = 0;
            todayLow = 0;
            LocalDate day = Instant.ofEpochMilli(now).atZone(rules.zone).toLocalDate();
            dayEnd = day.plusDays(1).atStartOfDay(rules.zone).toInstant().toEpochMilli();
        }
    }

    private void evict(long now) {
        while (!trades.isEmpty() && now - trades.getFirst().time() >= rules.turnoverWindow) {
            addRolling(0.0 - trades.removeFirst().amount());
        }
        if (trades.isEmpty()) {
            rolling = 0;
            rollingLow = 0;
        }
    }

    /** Whether a part of an order breaks no rule; a rule that needs a number that is not known is broken. */
    boolean keepsAll(GateOrder order, int asset, long lots, long now) {
        for (Rule rule : RULES) {
            if (breaks(rule, order, asset, lots, now)) {
                return false;
            }
        }
        return true;
    }

    private static final Rule[] RULES = Rule.values();

    List<RuleBreach> breaches(GateOrder order, int asset, long now) {
        List<RuleBreach> all = new ArrayList<>();
        for (Rule rule : RULES) {
            if (breaks(rule, order, asset, order.lots(), now)) {
                all.add(explain(rule, asset, order.lots(), order.limitPrice(), now));
            }
        }
        return all;
    }

    /** Of a part of an order; being the same order again is not cured by another size. */
    private boolean breaks(Rule rule, GateOrder order, int asset, long lots, long now) {
        double price = order.limitPrice();
        boolean takes = inventory.onlyTakes(asset, lots);
        if (takes && rule != Rule.PRICE_COLLAR) {
            return false;
        }
        return switch (rule) {
            case RATE ->
                rules.orders < Integer.MAX_VALUE && now - oldest() < rules.rateWindow && oldest() != Guard.NEVER;
            case NOTIONAL ->
                rules.notional < Double.POSITIVE_INFINITY && !(notional(asset, lots, price) <= rules.notional);
            case PRICE_COLLAR ->
                price != 0
                        && rules.collar < Double.POSITIVE_INFINITY
                        && !(distance(asset, price) <= rules.collar * (1 + Text.ROUNDING));
            case DUPLICATE ->
                rules.duplicateWindow > 0 && isDuplicate(asset, order.lots(), price, order.strategy(), now);
            case DAILY_TURNOVER ->
                rules.dailyTurnover < Double.POSITIVE_INFINITY
                        && !(daily(asset, lots, now) <= Limit.withSlack(rules.dailyTurnover));
            case ROLLING_TURNOVER ->
                rules.turnoverWindow > 0 && !(rolling(asset, lots, now) <= Limit.withSlack(rules.rollingTurnover));
            case UNMEASURED -> false;
        };
    }

    /** When the oldest order was sent that counts in the rate; NEVER if there are fewer than it allows. */
    private long oldest() {
        return times.length == rules.orders ? times[next] : Guard.NEVER;
    }

    /** A lot's worth over the price known is how many units it is. */
    private double notional(int asset, long lots, double price) {
        double mark = inventory.marks.value[asset];
        double limit = price == 0 ? mark : price * inventory.marks.units[asset];
        return Math.abs(lots) * Math.max(mark, limit);
    }

    private double distance(int asset, double price) {
        double known = inventory.marks.value[asset] / inventory.marks.units[asset];
        return Math.abs(price - known) / known;
    }

    private boolean isDuplicate(int asset, long lots, double price, String strategy, long now) {
        List<Sent> recent = sent.get(asset);
        for (int k = recent.size() - 1; k >= 0; k--) {
            Sent other = recent.get(k);
            if (now - other.time() >= rules.duplicateWindow) {
                return false;
            }
            if (other.lots() == lots
                    && other.price() == price
                    && other.strategy().equals(strategy)) {
                return true;
            }
        }
        return false;
    }

    private double daily(int asset, long lots, long now) {
        turnDay(now);
        return turnover(today + todayLow, asset, lots);
    }

    private double rolling(int asset, long lots, long now) {
        evict(now);
        return turnover(rolling + rollingLow, asset, lots);
    }

    private double turnover(double traded, int asset, long lots) {
        double all = traded + pending.total() + Math.abs(lots) * inventory.marks.value[asset];
        double equity = inventory.marks.equity;
        return equity > 0 ? all / equity : Double.NaN;
    }

    private RuleBreach explain(Rule rule, int asset, long lots, double price, long now) {
        return switch (rule) {
            case RATE -> {
                long wait = oldest() + rules.rateWindow - now;
                yield new RuleBreach(
                        rule,
                        rules.orders + 1.0,
                        rules.orders,
                        "order rate: more than " + rules.orders + " orders in " + rules.rateWindow + " ms; wait " + wait
                                + " ms");
            }
            case NOTIONAL -> number(rule, "order notional", notional(asset, lots, price), rules.notional);
            case PRICE_COLLAR -> number(rule, "distance of the limit price", distance(asset, price), rules.collar);
            case DUPLICATE ->
                new RuleBreach(
                        rule,
                        2,
                        1,
                        "the same order was sent less than " + rules.duplicateWindow
                                + " ms ago; wait, or send another size");
            case DAILY_TURNOVER -> number(rule, "turnover of the day", daily(asset, lots, now), rules.dailyTurnover);
            case ROLLING_TURNOVER ->
                number(
                        rule,
                        "turnover within " + rules.turnoverWindow + " ms",
                        rolling(asset, lots, now),
                        rules.rollingTurnover);
            case UNMEASURED -> throw new IllegalStateException("nothing is broken");
        };
    }

    private static RuleBreach number(Rule rule, String what, double measured, double bound) {
        if (!Double.isFinite(measured)) {
            return new RuleBreach(Rule.UNMEASURED, 0, bound, what + " cannot be measured: it is " + measured);
        }
        return new RuleBreach(rule, measured, bound, what + " " + Text.exceeds(measured, bound, Limit.Unit.NUMBER));
    }

    /** As lines of text, oldest first. */
    List<String> lines() {
        List<String> all = new ArrayList<>();
        for (int k = 0; k < times.length; k++) {
            long time = times[(next + k) % times.length];
            if (time != Guard.NEVER) {
                all.add("sent " + time);
            }
        }
        for (int asset = 0; asset < sent.size(); asset++) {
            for (Sent s : sent.get(asset)) {
                all.add("order " + asset + " " + s.time() + " " + s.lots() + " " + GateText.number(s.price()) + " "
                        + GateText.word(s.strategy()));
            }
        }
        for (Traded t : trades) {
            all.add("traded " + t.time() + " " + GateText.number(t.amount()));
        }
        if (dayEnd != Long.MIN_VALUE) {
            all.add("day " + dayEnd + " " + GateText.number(today) + " " + GateText.number(todayLow));
        }
        return all;
    }

    void clear() {
        times = new long[0];
        next = 0;
        sent.forEach(List::clear);
        trades.clear();
        rolling = 0;
        rollingLow = 0;
        today = 0;
        todayLow = 0;
        dayEnd = Long.MIN_VALUE;
    }

    /** Throws where {@link #read} would. */
    static void check(String[] words, int assets) {
        switch (words[0]) {
            case "sent" -> Long.parseLong(words[1]);
            case "order" -> {
                Check.index(Integer.parseInt(words[1]), assets, "asset");
                sent(words);
            }
            case "traded" -> trade(words);
            case "day" -> {
                Long.parseLong(words[1]);
                GateText.number(words[2]);
                GateText.number(words[3]);
            }
            default -> throw new IllegalArgumentException("unknown line '" + words[0] + "'");
        }
    }

    private static Sent sent(String[] words) {
        return new Sent(
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                GateText.number(words[4]),
                GateText.unword(words[5]));
    }

    private static Traded trade(String[] words) {
        return new Traded(Long.parseLong(words[1]), GateText.number(words[2]));
    }

    void read(String[] words) {
        switch (words[0]) {
            case "sent" -> sentAt(Long.parseLong(words[1]));
            case "order" -> sent.get(Integer.parseInt(words[1])).add(sent(words));
            case "traded" -> {
                trades.addLast(trade(words));
                addRolling(trades.getLast().amount());
            }
            case "day" -> {
                dayEnd = Long.parseLong(words[1]);
                today = GateText.number(words[2]);
                todayLow = GateText.number(words[3]);
            }
            default -> throw new IllegalArgumentException("unknown line '" + words[0] + "'");
        }
    }
}
