package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a channel must do that speaks to another machine, which may hang, refuse, and repeat what it was sent. */
public abstract class RemoteChannelContract extends AlertChannelContract {
    private static final long PATIENCE = 30;

    /** For subclasses. */
    protected RemoteChannelContract() {}

    /** A channel whose other side takes everything and never answers; it gives up by itself within 10 seconds. */
    protected abstract AlertChannel hanging();

    /** A channel whose other side never answers; it does not give up within a minute, unless it is interrupted. */
    protected abstract AlertChannel patient();

    /** A channel whose other side refuses for good and repeats in its answer what it was sent, secrets included. */
    protected abstract AlertChannel refused();

    /** A channel to an address where nobody listens. */
    protected abstract AlertChannel unreachable();

    /** The secrets that these channels were given. */
    protected abstract List<String> secrets();

    @Test
    void givesUpInTimeAndMayBeAskedAgain() throws Exception {
        AlertChannel channel = hanging();
        CompletableFuture<Delivery> answer =
                CompletableFuture.supplyAsync(() -> channel.deliver(notification(Alert.error("contract"))));
        safe(answer.get(PATIENCE, TimeUnit.SECONDS), Delivery.Retryable.class);
    }

    @Test
    void anInterruptFreesItsThread() throws Exception {
        AlertChannel channel = patient();
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer.complete(channel.deliver(notification(Alert.error("contract")))));
        thread.start();
        thread.interrupt();
        safe(answer.get(PATIENCE, TimeUnit.SECONDS), Delivery.Retryable.class);
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void whatIsRefusedForGoodIsFinal() {
        safe(refused().deliver(notification(Alert.error("contract"))), Delivery.Failed.class);
    }

    @Test
    void whatCannotBeReachedMayBeAskedAgain() {
        safe(unreachable().deliver(notification(Alert.error("contract"))), Delivery.Retryable.class);
    }

    @Test
    void descriptionsShowNoSecret() {
        assertNoSecret(channel().toString());
        assertNoSecret(channel().name());
    }

    private void safe(Delivery delivery, Class<? extends Delivery.NotTaken> kind) {
        assertThat(delivery).isInstanceOf(kind);
        String reason = ((Delivery.NotTaken) delivery).reason();
        assertThat(reason.codePoints().map(Character::getType))
                .as("one line without controls: %s", reason)
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE);
        assertThat(reason.length()).as("length of the reason").isLessThan(1_000);
        assertNoSecret(reason);
    }

    private void assertNoSecret(String shown) {
        for (String secret : secrets()) {
            assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain(secret.toLowerCase(Locale.ROOT));
        }
    }
}
