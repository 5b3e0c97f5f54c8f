package io.trimtab.core.cycle;

import org.jspecify.annotations.Nullable;

/** Puts what was thrown into one line of bounded length. */
final class Failures {
    private static final int LONGEST = 300;

    private Failures() {}

    static String describe(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        String name = simple.isEmpty() ? failure.getClass().getName() : simple; // anonymous classes have none
        String message = messageOf(failure);
        return message == null || message.isBlank() ? name : name + ": " + oneLine(message);
    }

    /** Even asking for the message is a call into code that is not ours. */
    private static @Nullable String messageOf(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (Throwable hostile) {
            return "(its message could not be read)";
        }
    }

    /** Whether a character could end a line or steer a terminal. */
    static boolean breaks(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(breaks(c) ? ' ' : c);
        }
        return text.length() > LONGEST ? line + "..." : line.toString();
    }
}
