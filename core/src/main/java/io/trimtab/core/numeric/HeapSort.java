package io.trimtab.core.numeric;

/** Sorts a range in place in O(n log n) whatever it holds. */
final class HeapSort {
    private HeapSort() {}

    static void sort(double[] x, int low, int high) {
        int n = high - low + 1;
        for (int root = n / 2 - 1; root >= 0; root--) {
            sink(x, low, root, n);
        }
        for (int end = n - 1; end > 0; end--) {
            double largest = x[low];
            x[low] = x[low + end];
            x[low + end] = largest;
            sink(x, low, 0, end);
        }
    }

    private static void sink(double[] x, int low, int root, int n) {
        double value = x[low + root];
        int at = root;
        while (2 * at + 1 < n) {
            int child = 2 * at + 1;
            if (child + 1 < n && x[low + child + 1] > x[low + child]) {
                child++;
            }
            if (!(x[low + child] > value)) {
                break;
            }
            x[low + at] = x[low + child];
            at = child;
        }
        x[low + at] = value;
    }
}
