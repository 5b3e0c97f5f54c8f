package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Layers over time, one upon the other: weights that sum to one, or probabilities.
 *
 * <pre>{@code
 * StackedAreaChart chart = StackedAreaChart.over(dates, Axis.percent("Probability"))
 *         .titled("Regime", "Probability of the calm and of the turbulent regime.")
 *         .layer("Calm", Colour.SKY, calm)
 *         .layer("Turbulent", Colour.VERMILLION, turbulent)
 *         .build();
 * }</pre>
 */
public final class StackedAreaChart extends Chart {
    private final List<LocalDate> dates;
    private final Axis axis;
    private final List<Layer> layers;

    private StackedAreaChart(Builder builder) {
        super(builder);
        this.dates = builder.dates;
        this.axis = builder.axis;
        this.layers = List.copyOf(builder.layers);
        Require.some(layers.size(), "layers");
    }

    private record Layer(String name, Colour colour, Values values) {}

    /**
     * Starts a chart over dates.
     *
     * @param dates at least one, increasing
     * @param axis what the values measure
     * @return a builder
     * @throws IllegalArgumentException if there is no date
     */
    public static Builder over(List<LocalDate> dates, Axis axis) {
        return new Builder(dates, axis);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        int[] kept = Thinning.evenly(dates.size(), frame.width());
        double[] lower = new double[kept.length];
        double largest = 0;
        List<Legend.Entry> legend = new ArrayList<>();
        for (Layer layer : layers) {
            legend.add(new Legend.Entry(layer.name(), layer.colour(), Legend.Mark.BLOCK));
            for (int k = 0; k < kept.length; k++) {
                lower[k] += Math.max(0, layer.values().get(kept[k]));
                largest = Math.max(largest, lower[k]);
            }
        }
        // weights that sum to 1.0000000001 must not open another step of the axis
        Plot plot = Plot.draw(svg, frame, top, legend, new Plot.Axes(dates, axis, 0, largest * (1 - 1e-9)));
        double[] base = new double[kept.length];
        for (Layer layer : layers) {
            draw(svg, plot, layer, kept, base);
        }
        return plot.pictureHeight(frame);
    }

    /** Draws one layer on its base and raises the base by it. */
    private void draw(Svg svg, Plot plot, Layer layer, int[] kept, double[] base) {
        StringBuilder data = new StringBuilder(kept.length * 24);
        StringBuilder back = new StringBuilder(kept.length * 12);
        for (int k = 0; k < kept.length; k++) {
            int r = kept.length - 1 - k;
            double x = plot.x(dates.get(kept[k]));
            back.append('L')
                    .append(Svg.at(plot.x(dates.get(kept[r]))))
                    .append(' ')
                    .append(Svg.at(plot.y(base[r])));
            data.append(k == 0 ? 'M' : 'L').append(Svg.at(x)).append(' ');
            data.append(Svg.at(plot.y(base[k] + Math.max(0, layer.values().get(kept[k])))));
        }
        for (int k = 0; k < kept.length; k++) {
            base[k] += Math.max(0, layer.values().get(kept[k]));
        }
        svg.path(data.append(back).append('z'), "layer seam " + layer.colour().fill(), layer.name());
    }

    /** Collects what a stacked area chart shows. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final List<LocalDate> dates;
        private final Axis axis;
        private final List<Layer> layers = new ArrayList<>();

        private Builder(List<LocalDate> dates, Axis axis) {
            this.dates = List.copyOf(dates);
            this.axis = Objects.requireNonNull(axis, "axis");
            Require.some(this.dates.size(), "dates");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a layer on top of those before it.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param values one finite value of at least zero for each date; a value below zero by rounding counts as zero
         * @return this builder
         * @throws IllegalArgumentException if the length differs, or a value is not finite or below -1e-9
         */
        public Builder layer(String name, Colour colour, double... values) {
            Values checked = Values.finite(values, dates.size(), name);
            for (int i = 0; i < checked.size(); i++) {
                Require.within(checked.get(i), -1e-9, Double.MAX_VALUE, name + "[" + i + "]");
            }
            layers.add(new Layer(Require.notBlank(name, "name"), Objects.requireNonNull(colour, "colour"), checked));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no layer
         */
        public StackedAreaChart build() {
            return new StackedAreaChart(this);
        }
    }
}
