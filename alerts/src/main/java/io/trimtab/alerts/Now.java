package io.trimtab.alerts;

import java.time.Instant;

/** One moment on both clocks: nanoseconds for limits, wall time for people. */
record Now(long nanos, Instant at) {}
