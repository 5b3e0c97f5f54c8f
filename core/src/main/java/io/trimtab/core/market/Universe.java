package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ordered set of unique asset ids: the index that every vector and matrix of the library travels with.
 *
 * <p>Two universes are equal when they hold the same ids in the same order. Immutable and thread-safe.
 *
 * <pre>{@code
 * Universe universe = Universe.of("SAP", "ASML", "NOVN");
 * int column = universe.indexOf("ASML"); // 1
 * }</pre>
 */
public final class Universe implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The ids in order. */
    private final List<String> ids;
    /** Looked up, never iterated, and not shipped: its order differs from run to run and must reach no result. */
    private final transient Map<String, Integer> positions;

    private Universe(List<String> ids) {
        this.ids = ids;
        this.positions = positions(ids);
    }

    private static Map<String, Integer> positions(List<String> ids) {
        Map<String, Integer> index = new HashMap<>(ids.size() * 2);
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id.isBlank()) {
                Check.notBlank(id, "ids[" + i + "]");
            }
            Integer earlier = index.putIfAbsent(id, i);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "ids must be unique, but \"" + id + "\" is at positions " + earlier + " and " + i);
            }
        }
        return index;
    }

    /**
     * A universe of the given ids, in the given order.
     *
     * @param ids at least one id; none blank, none twice
     * @return the universe
     * @throws IllegalArgumentException if there is no id, or one is blank or repeated
     */
    public static Universe of(String... ids) {
        return of(Check.copy(ids, "ids"));
    }

    /**
     * A universe of the given ids, in the given order.
     *
     * @param ids at least one id; none blank, none twice
     * @return the universe
     * @throws IllegalArgumentException if there is no id, or one is blank or repeated
     */
    public static Universe of(List<String> ids) {
        List<String> own = Check.copy(ids, "ids");
        if (own.isEmpty()) {
            throw new IllegalArgumentException("ids must name at least one asset, was empty");
        }
        return new Universe(own);
    }

    /**
     * The number of assets.
     *
     * @return at least 1
     */
    public int size() {
        return ids.size();
    }

    /**
     * The id at a position.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the id
     */
    public String id(int index) {
        return ids.get(Check.index(index, ids.size(), "index"));
    }

    /**
     * All ids in order.
     *
     * @return an immutable list
     */
    public List<String> ids() {
        return ids;
    }

    /**
     * Whether an asset belongs to this universe.
     *
     * @param id an asset id
     * @return true if it does
     */
    public boolean contains(String id) {
        return positions.containsKey(Check.notNull(id, "id"));
    }

    /**
     * The position of an asset.
     *
     * @param id an asset id of this universe
     * @return its position, from 0
     * @throws IllegalArgumentException if the asset is not in this universe
     */
    public int indexOf(String id) {
        Integer index = positions.get(Check.notNull(id, "id"));
        if (index == null) {
            throw new IllegalArgumentException(
                    "asset \"" + id + "\" is not in the universe of " + size() + " assets " + preview());
        }
        return index;
    }

    /**
     * Refuses another universe, naming the first id that differs.
     *
     * @param other the universe that ought to equal this one
     * @param name what travels with the other universe, for the message
     * @throws IllegalArgumentException if the universes differ
     */
    public void requireSame(Universe other, String name) {
        if (equals(Check.notNull(other, Check.notNull(name, "name")))) {
            return;
        }
        int common = Math.min(size(), other.size());
        for (int i = 0; i < common; i++) {
            if (!ids.get(i).equals(other.ids.get(i))) {
                throw new IllegalArgumentException(name + " belongs to another universe: at position " + i
                        + " it has \"" + other.ids.get(i) + "\" where \"" + ids.get(i) + "\" is expected");
            }
        }
        throw new IllegalArgumentException(
                name + " belongs to another universe: it has " + other.size() + " assets where " + size()
                        + " are expected; the first that differs is \""
                        + (size() > common ? ids.get(common) : other.ids.get(common)) + "\"");
    }

    private String preview() {
        return size() <= 8 ? ids.toString() : ids.subList(0, 8) + "...";
    }

    private Object readResolve() {
        return new Universe(ids);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Universe that && ids.equals(that.ids));
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    @Override
    public String toString() {
        return "Universe" + preview();
    }
}
