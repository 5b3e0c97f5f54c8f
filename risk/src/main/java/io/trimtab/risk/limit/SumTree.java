package io.trimtab.risk.limit;

/**
 * A sum whose terms change one at a time: one fixed tree of additions, so that its bits are a function of the terms and not
 * of their history. Nothing is ever taken away from a total, so nothing drifts or cancels: a term of 1e300 that came and
 * went leaves no trace. Setting a term, or asking for the total with another term in its place, is O(log n).
 */
final class SumTree {
    private final int leaves;
    /** Heap order: node k is the sum of 2k and 2k + 1; the leaves are last. */
    private final double[] node;

    SumTree(int terms) {
        int size = 1;
        while (size < terms) {
            size *= 2;
        }
        leaves = size;
        node = new double[2 * size];
    }

    void set(int term, double value) {
        int k = leaves + term;
        node[k] = value;
        for (k >>= 1; k > 0; k >>= 1) {
            node[k] = node[2 * k] + node[2 * k + 1];
        }
    }

    double total() {
        return node[1];
    }

    /** The total that {@code set(term, value)} would lead to, to the bit. */
    double totalWith(int term, double value) {
        double sum = value;
        for (int k = leaves + term; k > 1; k >>= 1) {
            // a + b and b + a are the same bits
            sum += node[k ^ 1];
        }
        return sum;
    }
}
