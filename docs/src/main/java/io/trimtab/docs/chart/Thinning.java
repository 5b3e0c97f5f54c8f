package io.trimtab.docs.chart;

import java.util.Arrays;

/** Thins a long series to what a screen can show: deterministic, and no peak or trough is lost. */
final class Thinning {
    private Thinning() {}

    /**
     * The positions to draw: of each of {@code buckets} equal runs the first, the smallest, the largest and the last.
     *
     * @return increasing positions; all of them if there are at most four a bucket
     */
    static int[] keepExtremes(Values values, int buckets) {
        int n = values.size();
        int[] kept = new int[Math.min(n, 4 * buckets)];
        if (n <= 4 * buckets) {
            Arrays.setAll(kept, i -> i);
            return kept;
        }
        int count = 0;
        for (int b = 0; b < buckets; b++) {
            int start = (int) ((long) n * b / buckets);
            int end = (int) ((long) n * (b + 1) / buckets);
            int low = start;
            int high = start;
            for (int i = start; i < end; i++) {
                low = values.get(i) < values.get(low) ? i : low;
                high = values.get(i) > values.get(high) ? i : high;
            }
            count = append(kept, count, start);
            count = append(kept, count, Math.min(low, high));
            count = append(kept, count, Math.max(low, high));
            count = append(kept, count, end - 1);
        }
        return Arrays.copyOf(kept, count);
    }

    /** Every k-th position with the last: for layers that are stacked and so must share their positions. */
    static int[] evenly(int n, int most) {
        if (n <= most) {
            int[] all = new int[n];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int[] kept = new int[most];
        Arrays.setAll(kept, i -> (int) ((long) (n - 1) * i / (most - 1)));
        return kept;
    }

    private static int append(int[] kept, int count, int position) {
        if (count > 0 && kept[count - 1] == position) {
            return count;
        }
        kept[count] = position;
        return count + 1;
    }
}
