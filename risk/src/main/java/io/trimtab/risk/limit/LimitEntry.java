package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitKind;

/** A limit in a book, and whether it denies or only warns. */
record LimitEntry(Limit limit, LimitKind kind) {}
