package io.trimtab.risk.testkit;

import io.trimtab.core.testkit.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the reference tables of the risk fixtures. */
public final class ReferenceData {
    private ReferenceData() {}

    /**
     * The cells of a comma-separated file without its header.
     *
     * @param file the file's path below the fixtures folder
     * @return one array a row, unquoted and trimmed
     */
    public static List<String[]> rows(String file) {
        List<String> lines = Fixtures.lines(file);
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            rows.add(cells(line));
        }
        return rows;
    }

    /**
     * One column of a return file, missing cells left out.
     *
     * @param dataset managers, edhec or portfolio_bacon; with ['2000/2006'] for those seven years only
     * @param name the column's title
     * @return the returns present, oldest first
     */
    public static double[] column(String dataset, String name) {
        return Arrays.stream(withGaps(dataset, name))
                .filter(r -> !Double.isNaN(r))
                .toArray();
    }

    /**
     * One column of a return file.
     *
     * @param dataset managers, edhec or portfolio_bacon; with ['2000/2006'] for those seven years only
     * @param name the column's title
     * @return the returns, oldest first, NaN where a cell is missing
     */
    public static double[] withGaps(String dataset, String name) {
        boolean window = dataset.endsWith("['2000/2006']");
        List<String> lines = Fixtures.lines("risk/" + dataset.replace("['2000/2006']", "") + ".csv");
        // the expected files shorten two titles
        String title = switch (name) {
            case "EDHEC ConvArb" -> "Convertible Arbitrage";
            case "portfolio" -> "portfolio.monthly.return....";
            default -> name;
        };
        int index = Arrays.asList(cells(lines.get(0))).indexOf(title);
        if (index < 0) {
            throw new IllegalArgumentException(dataset + " has no column " + name);
        }
        return lines.stream()
                .skip(1)
                .map(ReferenceData::cells)
                .filter(cells -> !window || (cells[0].compareTo("2000") >= 0 && cells[0].compareTo("2007") < 0))
                .map(cells -> cells[index])
                .mapToDouble(cell -> cell.equals("NA") ? Double.NaN : Double.parseDouble(cell))
                .toArray();
    }

    /**
     * Two columns of a return file at the times when neither is missing.
     *
     * @param dataset as {@link #column}
     * @param first a title
     * @param second another title
     * @return the two columns, oldest first
     */
    public static double[][] pair(String dataset, String first, String second) {
        double[] x = withGaps(dataset, first);
        double[] y = withGaps(dataset, second);
        int[] both = java.util.stream.IntStream.range(0, x.length)
                .filter(t -> !Double.isNaN(x[t]) && !Double.isNaN(y[t]))
                .toArray();
        return new double[][] {
            Arrays.stream(both).mapToDouble(t -> x[t]).toArray(),
            Arrays.stream(both).mapToDouble(t -> y[t]).toArray()
        };
    }

    /**
     * The names of the first hedge-fund styles.
     *
     * @param count how many
     * @return their titles in the file's order
     */
    public static List<String> edhecNames(int count) {
        return List.of(cells(Fixtures.lines("risk/edhec.csv").get(0))).subList(1, count + 1);
    }

    /**
     * The first columns of the hedge-fund style returns, 293 months.
     *
     * @param count how many
     * @return one array a style
     */
    public static double[][] edhec(int count) {
        return edhecNames(count).stream().map(name -> column("edhec", name)).toArray(double[][]::new);
    }

    /**
     * Simple returns of prices in a file whose first column is the date; a missing cell keeps the last price, and has the
     * return 0 before the first.
     *
     * @param file the file's path below the fixtures folder
     * @param from the date of the first price taken, such as 2014-01-01
     * @return one array an asset, oldest first
     */
    public static double[][] returnsOfPrices(String file, String from) {
        List<String> lines = Fixtures.lines(file);
        int n = lines.get(0).split(",").length - 1;
        double[] last = new double[n];
        Arrays.fill(last, Double.NaN);
        List<double[]> returns = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells[0].compareTo(from) < 0) {
                continue;
            }
            double[] row = new double[n];
            for (int j = 0; j < n; j++) {
                double price = cells[j + 1].isEmpty() ? last[j] : Double.parseDouble(cells[j + 1]);
                row[j] = Double.isNaN(last[j]) ? 0 : price / last[j] - 1;
                last[j] = price;
            }
            returns.add(row);
        }
        double[][] columns = new double[n][returns.size() - 1];
        for (int j = 0; j < n; j++) {
            for (int t = 1; t < returns.size(); t++) {
                columns[j][t - 1] = returns.get(t)[j];
            }
        }
        return columns;
    }

    /**
     * Splits a line at commas outside quotes.
     *
     * @param line one line
     * @return its cells, unquoted and trimmed
     */
    public static String[] cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int k = 0; k < line.length(); k++) {
            char c = line.charAt(k);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().trim());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().trim());
        return cells.toArray(String[]::new);
    }
}
