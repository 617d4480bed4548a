package dev.tranche.engine;

import dev.tranche.model.job.TableSummary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The finished tables of a document in order: those that the caller stored, then those of this stream, each once, although
 * the caller may store the latter too before the former are iterated.
 */
final class FinishedTables implements Iterable<TableSummary> {
    private final Iterable<TableSummary> stored;
    private final List<TableSummary> here = new ArrayList<>();
    private int given;

    FinishedTables(Iterable<TableSummary> stored) {
        this.stored = stored;
    }

    void add(TableSummary table) {
        here.add(table);
    }

    /** Those added since the last call. */
    List<TableSummary> take() {
        List<TableSummary> news = List.copyOf(here.subList(given, here.size()));
        given = here.size();
        return news;
    }

    @Override
    public Iterator<TableSummary> iterator() {
        int firstHere = here.isEmpty() ? Integer.MAX_VALUE : here.get(0).ordinal();
        return new Iterator<>() {
            private final Iterator<TableSummary> before = stored.iterator();
            private final Iterator<TableSummary> then = List.copyOf(here).iterator();
            private @Nullable TableSummary ahead = next(before);

            @Override
            public boolean hasNext() {
                return ahead != null || then.hasNext();
            }

            @Override
            public TableSummary next() {
                if (ahead == null) {
                    return then.next();
                }
                TableSummary table = ahead;
                ahead = next(before);
                return table;
            }

            private @Nullable TableSummary next(Iterator<TableSummary> from) {
                if (!from.hasNext()) {
                    return null;
                }
                TableSummary table = from.next();
                return table.ordinal() < firstHere ? table : null;
            }
        };
    }
}
