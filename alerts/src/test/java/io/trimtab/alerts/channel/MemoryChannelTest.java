package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Notification;
import org.junit.jupiter.api.Test;

class MemoryChannelTest extends AlertChannelContract {
    @Override
    protected AlertChannel channel() {
        return MemoryChannel.of("memory", 3);
    }

    @Test
    void keepsTheLastAndCountsAll() {
        MemoryChannel channel = MemoryChannel.of("memory", 3);
        for (int i = 0; i < 5; i++) {
            channel.deliver(Notification.of("id", "desk", Alert.info("t" + i)));
        }
        assertThat(channel.alerts()).extracting(Alert::type).containsExactly("t2", "t3", "t4");
        assertThat(channel.received()).isEqualTo(5);
        assertThat(channel).hasToString("MemoryChannel[memory, 5 received, 3 kept]");
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> MemoryChannel.of("", 1)).hasMessage("name must not be blank, was \"\"");
        assertThatThrownBy(() -> MemoryChannel.of("m", 0)).hasMessage("capacity must be at least 1, was 0");
    }
}
