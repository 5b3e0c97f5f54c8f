package io.trimtab.risk.stop;

import java.time.Instant;

/**
 * How much an account has lost within a while: over the latest so many hours, or since the day, the week or the month began.
 *
 * <pre>{@code
 * LossWindow day = RollingLoss.over(Duration.ofHours(24));
 * day.observe(now, equity);
 * day.currentLoss();                                     // 0.021 of the highest equity within 24 hours
 * // as a limit: Limit.measured("loss within 24 hours", day::currentLoss, 0.03)
 * }</pre>
 *
 * <p>What is observed decides what is measured: equity with open positions at their price for losses realised or not, the
 * balance of closed trades for realised ones. Deposits and withdrawals, told by {@link #moved}, are neither gain nor loss: the
 * loss is that of a unit of the account, of which a deposit makes more. Between two observations the account is taken to be
 * worth what was last seen. An account that has lost everything has lost 1, whatever is paid in later: begin a new window.
 *
 * <p>All implementations are thread-safe. Losses are positive, as fractions.
 */
public sealed interface LossWindow permits RollingLoss, CalendarLoss {
    /**
     * Tells what the account is worth.
     *
     * @param time when, not before the last
     * @param equity finite; the first must be positive
     * @throws IllegalArgumentException if the time goes back or the equity is not a number; nothing has changed then
     */
    void observe(Instant time, double equity);

    /**
     * Tells of a deposit or a withdrawal; the account is taken to be worth what was last observed, so observe it right before.
     *
     * @param time when, not before the last
     * @param amount what came in, negative for what was taken out
     * @throws IllegalArgumentException if the time goes back, or the withdrawal leaves nothing; nothing has changed then
     * @throws IllegalStateException if nothing was observed yet
     */
    void moved(Instant time, double amount);

    /**
     * The loss, as of the last observation.
     *
     * @return a fraction; never negative over a rolling window, negative for a gain since the beginning of a period
     * @throws IllegalStateException if nothing was observed yet
     */
    double currentLoss();
}
