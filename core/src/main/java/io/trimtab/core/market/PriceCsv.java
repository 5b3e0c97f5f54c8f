package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Reads prices from a CSV file with a header: wide (a date and one column an asset) or long (a row for each date and
 * asset).
 *
 * <pre>{@code
 * RawPrices wide = PriceCsv.wide().read(Path.of("prices.csv"));
 * RawPrices longer = PriceCsv.longForm("date", "symbol", "close").read(Path.of("bars.csv"));
 * }</pre>
 *
 * <p>Strict in form: UTF-8, dates as {@code 2024-01-31}, numbers with a decimal point whatever the locale, as many
 * fields in each row as in the header; fields may be quoted, and lines end with LF or CRLF. An empty cell, or {@code
 * NaN}, is a missing price. Anything else is an {@link UncheckedIOException} that names file, line and column.
 *
 * <p>The file is read twice, first for its dates and assets, then into the one array that the history keeps: loading
 * needs little more memory than the prices. It reports its progress, and ends with a {@link
 * java.util.concurrent.CancellationException} when its thread is interrupted. Immutable and thread-safe.
 */
public final class PriceCsv {
    /** What to do with a date that comes twice or out of order. */
    private enum Order {
        REPORTED,
        DEMANDED
    }

    /** The header's names of the date, asset and price columns; empty for the wide format. */
    private final List<String> names;

    private final char delimiter;

    private final Progress progress;

    private PriceCsv(List<String> names, char delimiter, Progress progress) {
        this.names = names;
        this.delimiter = delimiter;
        this.progress = progress;
    }

    /**
     * Files with the date in the first column and the prices of one asset in each other column, named by the header.
     *
     * @return a reader of comma-separated files
     */
    public static PriceCsv wide() {
        return new PriceCsv(List.of(), ',', Progress.unheard());
    }

    /**
     * Files with one price a row; the universe has the assets in the order of their first row.
     *
     * @param date the header's name of the date column
     * @param asset the header's name of the column with the asset's id
     * @param price the header's name of the price column; other columns are passed over
     * @return a reader of comma-separated files
     * @throws IllegalArgumentException if a name is blank or two are the same
     */
    public static PriceCsv longForm(String date, String asset, String price) {
        List<String> names =
                List.of(Check.notBlank(date, "date"), Check.notBlank(asset, "asset"), Check.notBlank(price, "price"));
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("date, asset and price must be three different columns, were " + names);
        }
        return new PriceCsv(names, ',', Progress.unheard());
    }

    /**
     * The same reader for another delimiter.
     *
     * @param character a comma, semicolon, tab or vertical bar
     * @return another reader
     */
    public PriceCsv delimitedBy(char character) {
        if (",;\t|".indexOf(character) < 0) {
            throw new IllegalArgumentException(
                    "delimiter must be a comma, semicolon, tab or vertical bar, was '" + character + "'");
        }
        return new PriceCsv(names, character, progress);
    }

    /**
     * The same reader with a listener, which hears the bytes read of those to read: twice the length of the file.
     *
     * @param listener hears how far it has come, every 64 KiB, and may stop it
     * @return another reader
     */
    public PriceCsv reportingTo(Progress listener) {
        return new PriceCsv(names, delimiter, Check.notNull(listener, "listener"));
    }

    /**
     * Reads a file whatever the order of its dates.
     *
     * @param file the file
     * @return its prices, and what is remarkable about their order
     * @throws UncheckedIOException if it cannot be read or has another form
     */
    public RawPrices read(Path file) {
        return read(file, Order.REPORTED);
    }

    /**
     * Reads a file whose dates are in order, each once for an asset.
     *
     * @param file the file
     * @return its prices
     * @throws UncheckedIOException if it cannot be read or has another form, or a date is twice or out of order
     */
    public PriceHistory readOrdered(Path file) {
        return read(file, Order.DEMANDED).history();
    }

    private RawPrices read(Path file, Order order) {
        Check.notNull(file, "file");
        Pass pass = names.isEmpty() ? new WidePass() : new LongPass(names);
        PriceGrid grid;
        long length = length(file);
        try (CsvScanner csv = new CsvScanner(file, delimiter, reportingTo(0, length))) {
            pass.survey(csv);
            grid = new PriceGrid(pass.universe(csv), pass.days.toArray());
        }
        try (CsvScanner csv = new CsvScanner(file, delimiter, reportingTo(length, length))) {
            pass.fill(csv, grid, order);
        }
        progress.reached(2 * length, 2 * length);
        return grid.prices();
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private LongConsumer reportingTo(long before, long length) {
        // a file may grow while it is read
        return bytes -> progress.reached(before + Math.min(bytes, length), 2 * length);
    }

    /** One format: a first look at the file for dates and assets, and a second for the prices. */
    private abstract static class Pass {
        final List<String> ids = new ArrayList<>();
        final Days days = new Days();
        int width;

        abstract void survey(CsvScanner csv);

        abstract void fill(CsvScanner csv, PriceGrid grid, Order order);

        final Universe universe(CsvScanner csv) {
            if (ids.isEmpty()) {
                throw csv.badFile("no asset in it; if its fields are not separated by '" + csv.delimiter()
                        + "', use delimitedBy");
            }
            return Universe.of(ids);
        }

        /** The header's fields, not empty. */
        final List<String> header(CsvScanner csv) {
            if (!csv.nextRecord()) {
                throw csv.badFile("expected a header, the file is empty");
            }
            List<String> fields = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            while (csv.nextField()) {
                String name = csv.text();
                if (name.isBlank() && !fields.isEmpty()) {
                    throw csv.bad("expected a name in the header, found \"" + name + "\"");
                }
                if (!seen.add(name)) {
                    throw csv.bad("\"" + name + "\" is twice in the header");
                }
                fields.add(name);
            }
            width = fields.size();
            return fields;
        }

        /** Moves to a field that must be there. */
        final void demandField(CsvScanner csv) {
            if (!csv.nextField()) {
                throw csv.bad("the row ends after " + csv.column() + " fields where the header has " + width);
            }
        }

        final void demandEnd(CsvScanner csv) {
            if (csv.nextField()) {
                throw csv.bad("a field more than the " + width + " of the header");
            }
        }

        final int rowOf(CsvScanner csv, PriceGrid grid, long day) {
            int row = grid.rowOf(day);
            if (row < 0) {
                throw changed(csv);
            }
            return row;
        }

        final UncheckedIOException changed(CsvScanner csv) {
            return csv.badFile("changed while it was read");
        }
    }

    private static final class WidePass extends Pass {
        @Override
        void survey(CsvScanner csv) {
            List<String> header = header(csv);
            ids.addAll(header.subList(1, header.size()));
            while (csv.nextRecord()) {
                demandField(csv);
                days.add(csv.epochDay());
            }
        }

        @Override
        void fill(CsvScanner csv, PriceGrid grid, Order order) {
            List<String> header = header(csv);
            if (!header.subList(1, header.size()).equals(ids)) {
                throw changed(csv);
            }
            long previous = Long.MIN_VALUE;
            while (csv.nextRecord()) {
                demandField(csv);
                long day = csv.epochDay();
                if (order == Order.DEMANDED && day <= previous) {
                    throw csv.bad("date " + LocalDate.ofEpochDay(day) + " follows " + LocalDate.ofEpochDay(previous)
                            + "; to have that reported instead, use PriceCsv.wide().read(file)");
                }
                previous = day;
                int row = rowOf(csv, grid, day);
                for (int j = 0; j < ids.size(); j++) {
                    demandField(csv);
                    grid.put(j, row, csv.isMissing() ? Double.NaN : csv.number());
                }
                demandEnd(csv);
            }
        }
    }

    private static final class LongPass extends Pass {
        private final List<String> names;
        /** Looked up, never iterated. */
        private final Map<String, Integer> columns = new HashMap<>();

        private int datePlace;
        private int assetPlace;
        private int pricePlace;

        LongPass(List<String> names) {
            this.names = names;
        }

        private void locate(CsvScanner csv) {
            List<String> header = header(csv);
            for (String name : names) {
                if (!header.contains(name)) {
                    throw csv.badFile("no column \"" + name + "\" in the header " + header);
                }
            }
            datePlace = header.indexOf(names.get(0));
            assetPlace = header.indexOf(names.get(1));
            pricePlace = header.indexOf(names.get(2));
        }

        @Override
        void survey(CsvScanner csv) {
            locate(csv);
            while (csv.nextRecord()) {
                for (int k = 0; k < width; k++) {
                    demandField(csv);
                    if (k == datePlace) {
                        days.add(csv.epochDay());
                    } else if (k == assetPlace) {
                        String id = csv.text();
                        if (id.isBlank()) {
                            throw csv.bad("expected an asset's id, found \"" + id + "\"");
                        }
                        if (columns.putIfAbsent(id, ids.size()) == null) {
                            ids.add(id);
                        }
                    }
                }
                demandEnd(csv);
            }
        }

        @Override
        void fill(CsvScanner csv, PriceGrid grid, Order order) {
            locate(csv);
            while (csv.nextRecord()) {
                int row = 0;
                Integer column = 0;
                double price = Double.NaN;
                for (int k = 0; k < width; k++) {
                    demandField(csv);
                    if (k == datePlace) {
                        row = rowOf(csv, grid, csv.epochDay());
                    } else if (k == assetPlace) {
                        column = columns.get(csv.text());
                    } else if (k == pricePlace && !csv.isMissing()) {
                        price = csv.number();
                    }
                }
                demandEnd(csv);
                if (column == null) {
                    throw changed(csv);
                }
                if (!grid.put(column, row, price) && order == Order.DEMANDED) {
                    throw csv.bad(ids.get(column) + " has a date twice or out of order; to have that reported instead,"
                            + " use read(file)");
                }
            }
        }
    }

    /** The days of a file, each once and in order: at most 3.7 million bits for the years 0 to 9999. */
    private static final class Days {
        private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay();

        private final BitSet days = new BitSet();

        void add(long day) {
            days.set((int) (day - FIRST));
        }

        long[] toArray() {
            return days.stream().mapToLong(day -> day + FIRST).toArray();
        }
    }
}
