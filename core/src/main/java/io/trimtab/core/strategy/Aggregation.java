package io.trimtab.core.strategy;

/** Scores the strategies of a table by an aggregator: those alone that get a score, each with the weights it counts with. */
final class Aggregation {
    private final FactorTable table;
    private final MissingPolicy missing;
    private final double coverageFloor;
    private final Aggregator aggregator;

    Aggregation(FactorTable table, MissingPolicy missing, double coverageFloor, Aggregator aggregator) {
        this.table = table;
        this.missing = missing;
        this.coverageFloor = coverageFloor;
        this.aggregator = aggregator;
    }

    /** Totals and contributions of the rows that score. */
    static final class Result {
        static final Result NONE = new Result(new int[0], new double[0], new double[0]);

        /** The place of each row among those that score, or -1. */
        private final int[] places;

        private final double[] totals;
        private final double[] contributions;

        private Result(int[] places, double[] totals, double[] contributions) {
            this.places = places;
            this.totals = totals;
            this.contributions = contributions;
        }

        void totalsInto(double[] out) {
            for (int i = 0; i < places.length; i++) {
                out[i] = places[i] < 0 ? Double.NaN : totals[places[i]];
            }
        }

        double contribution(int row, int factor) {
            return contributions[factor * totals.length + places[row]];
        }
    }

    Result of(double[] weights) {
        int[] places = new int[table.rows];
        int n = 0;
        for (int i = 0; i < table.rows; i++) {
            boolean counts = ScoreKernel.scores(table, weights, missing, coverageFloor, i)
                    && (missing != MissingPolicy.RENORMALISE || ScoreKernel.coverage(table, weights, i) > 0);
            places[i] = counts ? n++ : -1;
        }
        int factors = weights.length;
        double[] values = new double[n * factors];
        double[] ownWeights = new double[n * factors];
        for (int i = 0; i < table.rows; i++) {
            if (places[i] >= 0) {
                boolean renormalised = missing == MissingPolicy.RENORMALISE && table.missing[i] > 0;
                double covered = renormalised ? ScoreKernel.coverage(table, weights, i) : 1;
                for (int f = 0; f < factors; f++) {
                    boolean counts = !renormalised || table.isMeasured(i, f);
                    values[f * n + places[i]] = table.values[f * table.rows + i];
                    ownWeights[f * n + places[i]] = counts ? weights[f] / covered : 0;
                }
            }
        }
        double[] totals = new double[n];
        double[] contributions = new double[n * factors];
        aggregator.aggregateInto(ScoreMatrix.trusted(n, factors, values, ownWeights), totals, contributions);
        return new Result(places, totals, contributions);
    }
}
