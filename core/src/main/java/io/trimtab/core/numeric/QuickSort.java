package io.trimtab.core.numeric;

/**
 * Sorts a range in place without allocation and without chance.
 *
 * <p>Partition by the median of three, insertion sort for short ranges; a range that is partitioned too often (an
 * adversary is at work) is sorted by a heap: O(n log n) at worst. The partition keeps equal elements balanced.
 */
final class QuickSort {
    private static final int INSERTED = 24;

    private QuickSort() {}

    static void sort(double[] x, int left, int right) {
        int patience = 2 * (32 - Integer.numberOfLeadingZeros(Math.max(1, right - left + 1)));
        sort(x, left, right, patience);
    }

    private static void sort(double[] x, int left, int right, int patience) {
        int low = left;
        int high = right;
        int rest = patience;
        while (high - low >= INSERTED) {
            if (rest-- == 0) {
                HeapSort.sort(x, low, high);
                return;
            }
            double pivot = medianOfThree(x[low], x[(low + high) >>> 1], x[high]);
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
            // the shorter part by recursion, so that the stack stays logarithmic
            if (j - low < high - i) {
                sort(x, low, j, rest);
                low = i;
            } else {
                sort(x, i, high, rest);
                high = j;
            }
        }
        InsertionSort.sort(x, low, high);
    }

    private static double medianOfThree(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
