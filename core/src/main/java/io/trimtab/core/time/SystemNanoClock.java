package io.trimtab.core.time;

/** The clock of the machine; a class, because linking a method reference takes a fresh JVM longer than a solve. */
final class SystemNanoClock implements NanoClock {
    static final NanoClock INSTANCE = new SystemNanoClock();

    private SystemNanoClock() {}

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
