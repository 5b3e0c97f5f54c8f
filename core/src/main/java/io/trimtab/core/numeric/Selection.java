package io.trimtab.core.numeric;

/**
 * Selection by repeated partition, with sampled pivots and a bound on the work.
 *
 * <p>Method: R. W. Floyd and R. L. Rivest, Expected time bounds for selection, CACM 18 (1975), algorithm SELECT: the pivot
 * comes from a small central sample, selected recursively, so that about n + min(k, n - k) comparisons suffice. The sample
 * is taken by position, not by chance. If the partitions of a range have cost more than {@value #PATIENCE} times its
 * length, an adversary is at work and a heap sort ends it: O(n log n) at worst.
 */
final class Selection {
    private static final int PATIENCE = 8;

    /** Ranges shorter than this take the middle element as pivot: a sample would cost more than it saves. */
    private static final int SAMPLED = 600;

    private static final int INSERTED = 12;

    private Selection() {}

    /** Puts the element of rank k, an index within [left, right], into its sorted place and returns it. */
    static double select(double[] x, int left, int right, int k) {
        place(x, left, right, k, (long) PATIENCE * (right - left + 1));
        return x[k];
    }

    /**
     * Puts the element of rank k into its sorted place.
     *
     * @param budget how many elements partitions may visit before a heap sort takes over
     * @return what is left of the budget, negative if a heap sort took over
     */
    static long place(double[] x, int left, int right, int k, long budget) {
        int low = left;
        int high = right;
        long rest = budget;
        while (high - low >= INSERTED) {
            rest -= high - low + 1;
            if (rest < 0) {
                HeapSort.sort(x, low, high);
                return rest;
            }
            placePivot(x, low, high, k);
            double pivot = x[k];
            int i = low;
            int j = high;
            while (i <= j) {
                while (x[i] < pivot) {
                    i++;
                }
                while (x[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = x[i];
                    x[i] = x[j];
                    x[j] = swap;
                    i++;
                    j--;
                }
            }
            // x[low..j] <= pivot <= x[i..high], and everything between equals it
            if (k <= j) {
                high = j;
            } else if (k >= i) {
                low = i;
            } else {
                return rest;
            }
        }
        InsertionSort.sort(x, low, high);
        return rest;
    }

    /** Leaves a good pivot for rank k at index k. */
    private static void placePivot(double[] x, int low, int high, int k) {
        int n = high - low + 1;
        if (n > SAMPLED) {
            int i = k - low + 1;
            double z = StrictMath.log(n);
            double s = 0.5 * StrictMath.exp(2 * z / 3);
            double sd = 0.5 * Math.sqrt(z * s * (n - s) / n) * (i < n / 2 ? -1 : 1);
            int from = Math.max(low, (int) (k - i * s / n + sd));
            int to = Math.min(high, (int) (k + (n - i) * s / n + sd));
            select(x, from, to, k);
        } else {
            medianOfThree(x, low, high, k);
        }
    }

    /** Swaps the median of the first, middle and last element into index k. */
    private static void medianOfThree(double[] x, int low, int high, int k) {
        int middle = (low + high) >>> 1;
        double a = x[low];
        double b = x[middle];
        double c = x[high];
        int median = a < b ? (b < c ? middle : a < c ? high : low) : (a < c ? low : b < c ? high : middle);
        double swap = x[median];
        x[median] = x[k];
        x[k] = swap;
    }
}
