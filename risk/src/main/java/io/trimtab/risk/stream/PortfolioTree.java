package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Named portfolios within portfolios; a parent stands before its children. Immutable once built. */
final class PortfolioTree {
    /** No parent. */
    static final int TOP = -1;

    private final List<String> names = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Map<String, Integer> index = new TreeMap<>();

    void add(String name, int parent) {
        Check.notBlank(name, "portfolio");
        if (index.putIfAbsent(name, names.size()) != null) {
            throw new IllegalArgumentException("portfolio '" + name + "' is defined twice");
        }
        names.add(name);
        parents.add(parent);
    }

    int size() {
        return names.size();
    }

    int indexOf(String name) {
        Integer found = index.get(Check.notNull(name, "portfolio"));
        if (found == null) {
            throw new IllegalArgumentException("portfolio '" + name + "' is not one of " + names);
        }
        return found;
    }

    String name(int portfolio) {
        return names.get(portfolio);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    int[] parents() {
        return parents.stream().mapToInt(Integer::intValue).toArray();
    }
}
