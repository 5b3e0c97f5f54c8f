package io.trimtab.alerts.channel;

import io.trimtab.alerts.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows what a server said, unless it repeats a secret: one whose answers echo what was sent must not carry a token into
 * the log. A secret counts as repeated where a run of {@value #RUN} of its characters is, or the whole of a shorter one.
 */
final class Redaction {
    static final int RUN = 6;
    private static final int SHOWN = 200;

    private final List<String> secrets = new ArrayList<>();

    void hide(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret.toLowerCase(Locale.ROOT));
        }
    }

    /** What a server said in one safe line, empty if it said nothing. */
    String shown(String said) {
        String text = said.strip();
        return repeatsASecret(text.toLowerCase(Locale.ROOT))
                ? "(the answer is not shown, it repeats a secret)"
                : SafeText.of(text, SHOWN);
    }

    private boolean repeatsASecret(String text) {
        for (String secret : secrets) {
            int run = Math.min(RUN, secret.length());
            for (int i = 0; i + run <= secret.length(); i++) {
                if (text.contains(secret.substring(i, i + run))) {
                    return true;
                }
            }
        }
        return false;
    }
}
