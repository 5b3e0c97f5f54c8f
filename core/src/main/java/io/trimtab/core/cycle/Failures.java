package io.trimtab.core.cycle;

import org.jspecify.annotations.Nullable;

/** Puts what was thrown into one line of bounded length. */
final class Failures {
    private static final int LONGEST = 300;

    private Failures() {}

    static String describe(Throwable failure) {
        String name = failure.getClass().getSimpleName();
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

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.length() > LONGEST ? line + "..." : line.toString();
    }
}
