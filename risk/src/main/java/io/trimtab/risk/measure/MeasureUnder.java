package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/** A measure under scenario probabilities: it tells the series which, for as long as it is asked. */
final class MeasureUnder implements RiskMeasure {
    private final Measure measure;
    private final ScenarioProbabilities probabilities;
    private final String name;

    MeasureUnder(Measure measure, ScenarioProbabilities probabilities) {
        this.measure = measure;
        this.probabilities = probabilities;
        this.name = measure.name() + " under probabilities";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Preference preference() {
        return measure.preference();
    }

    @Override
    public Homogeneity homogeneity() {
        return measure.homogeneity();
    }

    @Override
    public double value(MeasuredSeries series) {
        if (!enough(series)) {
            return Double.NaN;
        }
        if (probabilities.allEqual()) {
            return measure.value(series);
        }
        series.enter(probabilities);
        try {
            return measure.weighedValue(series);
        } finally {
            series.leave();
        }
    }

    @Override
    public boolean hasGradient() {
        return measure.hasGradient();
    }

    @Override
    public double gradientInto(MeasuredSeries series, double[] out) {
        int n = Check.notNull(series, "series").size();
        Check.atLeast(Check.notNull(out, "out").length, n, "length of out");
        if (measure.hasGradient() && !enough(series)) {
            Arrays.fill(out, 0, n, Double.NaN);
            return Double.NaN;
        }
        if (probabilities.allEqual() || !measure.hasGradient()) {
            return measure.gradientInto(series, out);
        }
        series.enter(probabilities);
        try {
            return measure.weighedGradientInto(series, out);
        } finally {
            series.leave();
        }
    }

    /** Whether there may be a value; a series of another length is a mistake. */
    private boolean enough(MeasuredSeries series) {
        if (series.size() == 0) {
            return false;
        }
        probabilities.requireFor(series);
        return probabilities.observations() >= measure.fewestObservations();
    }

    @Override
    public String reasonUndefined(MeasuredSeries series) {
        if (series.size() == 0) {
            return RiskMeasure.super.reasonUndefined(series);
        }
        return probabilities.observations() < measure.fewestObservations()
                ? probabilities.tooFew(measure.fewestObservations())
                : measure.reasonWithEnough(series);
    }

    @Override
    public RiskMeasure under(ScenarioProbabilities other) {
        Check.notNull(other, "other");
        throw new IllegalArgumentException(
                name + " already: take " + measure.name() + " under the other probabilities");
    }

    @Override
    public String toString() {
        return name;
    }
}
