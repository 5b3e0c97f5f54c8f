package io.trimtab.core.numeric;

/** Sorts a short range in place: what recursion ends with. */
final class InsertionSort {
    private InsertionSort() {}

    static void sort(double[] x, int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            double value = x[i];
            int j = i - 1;
            while (j >= low && x[j] > value) {
                x[j + 1] = x[j];
                j--;
            }
            x[j + 1] = value;
        }
    }
}
