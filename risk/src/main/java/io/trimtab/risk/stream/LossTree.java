package io.trimtab.risk.stream;

/**
 * A balanced search tree over the slots of a window that knows ranks and sums of the largest losses.
 *
 * <p>An AVL tree (G. M. Adelson-Velsky and E. M. Landis, 1962) in flat arrays: node i + 1 is slot i, node 0 is nobody. Each
 * node carries the number and the sum of the losses below it, made anew from its children on every path that changes, so a
 * loss that has left leaves no rounding behind. Sums are kept in two doubles (T. J. Dekker, Numerische Mathematik 18, 1971):
 * the shape of the tree depends on the past, and a sum rounded from twice the digits does not show it.
 *
 * <p>Insertion and removal O(log T), depth at most 1.45 log2 T. Allocates nothing after construction. Not thread-safe.
 */
final class LossTree {
    private final double[] key;
    private final int[] left;
    private final int[] right;
    private final int[] count;
    private final byte[] height;
    private final double[] high;
    private final double[] low;
    private int root;
    /** The node that the last removal of a minimum took out. */
    private int taken;

    private double totalHigh;
    private double totalLow;

    LossTree(int slots) {
        key = new double[slots + 1];
        left = new int[slots + 1];
        right = new int[slots + 1];
        count = new int[slots + 1];
        height = new byte[slots + 1];
        high = new double[slots + 1];
        low = new double[slots + 1];
    }

    int size() {
        return count[root];
    }

    void insert(int slot, double loss) {
        int node = slot + 1;
        // one zero, so that equal losses are equal bits
        key[node] = loss + 0.0;
        left[node] = 0;
        right[node] = 0;
        update(node);
        root = insert(root, node);
    }

    void remove(int slot) {
        root = remove(root, slot + 1);
    }

    double at(int slot) {
        return key[slot + 1];
    }

    /** The k-th largest loss, k from 1. */
    double largest(int k) {
        int node = root;
        int rank = k;
        while (true) {
            int above = count[right[node]];
            if (rank <= above) {
                node = right[node];
            } else if (rank == above + 1) {
                return key[node];
            } else {
                rank -= above + 1;
                node = left[node];
            }
        }
    }

    /** The sum of the k largest losses, each less a reference. */
    double excessOfLargest(int k, double reference) {
        totalHigh = 0;
        totalLow = 0;
        int node = root;
        int rank = k;
        while (rank > 0) {
            int above = count[right[node]];
            if (rank <= above) {
                node = right[node];
                continue;
            }
            addTotal(high[right[node]], low[right[node]]);
            addTotal(key[node], 0);
            rank -= above + 1;
            node = left[node];
        }
        double product = -k * reference;
        addTotal(product, Math.fma(-k, reference, -product));
        return totalHigh + totalLow;
    }

    /** How many losses are above a level. */
    int countAbove(double level) {
        int node = root;
        int above = 0;
        while (node != 0) {
            if (key[node] > level) {
                above += count[right[node]] + 1;
                node = left[node];
            } else {
                node = right[node];
            }
        }
        return above;
    }

    private void addTotal(double h, double l) {
        double sum = totalHigh + h;
        double part = sum - totalHigh;
        double rest = ((totalHigh - (sum - part)) + (h - part)) + (totalLow + l);
        totalHigh = sum + rest;
        totalLow = rest - (totalHigh - sum);
    }

    private boolean before(int a, int b) {
        return key[a] < key[b] || (key[a] == key[b] && a < b);
    }

    private int insert(int node, int added) {
        if (node == 0) {
            return added;
        }
        if (before(added, node)) {
            left[node] = insert(left[node], added);
        } else {
            right[node] = insert(right[node], added);
        }
        return balanced(node);
    }

    private int remove(int node, int gone) {
        if (node == gone) {
            if (left[node] == 0) {
                return right[node];
            }
            if (right[node] == 0) {
                return left[node];
            }
            int rest = removeLeast(right[node]);
            int successor = taken;
            left[successor] = left[node];
            right[successor] = rest;
            return balanced(successor);
        }
        if (before(gone, node)) {
            left[node] = remove(left[node], gone);
        } else {
            right[node] = remove(right[node], gone);
        }
        return balanced(node);
    }

    private int removeLeast(int node) {
        if (left[node] == 0) {
            taken = node;
            return right[node];
        }
        left[node] = removeLeast(left[node]);
        return balanced(node);
    }

    private int balanced(int node) {
        int lean = height[left[node]] - height[right[node]];
        if (lean > 1) {
            int child = left[node];
            if (height[left[child]] < height[right[child]]) {
                left[node] = rotatedLeft(child);
            }
            return rotatedRight(node);
        }
        if (lean < -1) {
            int child = right[node];
            if (height[right[child]] < height[left[child]]) {
                right[node] = rotatedRight(child);
            }
            return rotatedLeft(node);
        }
        update(node);
        return node;
    }

    private int rotatedRight(int node) {
        int up = left[node];
        left[node] = right[up];
        right[up] = node;
        update(node);
        update(up);
        return up;
    }

    private int rotatedLeft(int node) {
        int up = right[node];
        right[node] = left[up];
        left[up] = node;
        update(node);
        update(up);
        return up;
    }

    private void update(int node) {
        int l = left[node];
        int r = right[node];
        count[node] = count[l] + count[r] + 1;
        height[node] = (byte) (Math.max(height[l], height[r]) + 1);
        totalHigh = high[l];
        totalLow = low[l];
        addTotal(key[node], 0);
        addTotal(high[r], low[r]);
        high[node] = totalHigh;
        low[node] = totalLow;
    }
}
