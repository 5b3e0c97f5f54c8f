package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;
import java.util.function.Function;

/** Work in steps, each of which is reported and may be the last. */
final class Stages {
    private final Progress progress;
    private final String work;
    private final long total;
    private long done;

    Stages(Progress progress, String work, long total) {
        this.progress = Check.notNull(progress, "progress");
        this.work = work;
        this.total = total;
    }

    /** A step is about to be made. */
    void next() {
        Interruption.endIfRequested(work);
        progress.reached(Math.min(done, total - 1), total);
        done++;
    }

    void end() {
        progress.reached(total, total);
    }

    /** Work of one step. */
    static <R> R whole(ReturnPanel returns, Progress progress, Function<ReturnPanel, R> work) {
        Check.notNull(returns, "returns");
        Stages stages = new Stages(progress, "estimating a covariance", 1);
        stages.next();
        R result = work.apply(returns);
        stages.end();
        return result;
    }
}
