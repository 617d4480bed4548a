package dev.tranche.engine.verify;

/**
 * Where an export and its database part for the first time. The texts are short, whatever the values are.
 *
 * @param expected what the database says
 * @param found what the export says
 */
public record Difference(Where where, String expected, String found) {
    /**
     * A place in the database; a part that does not apply is empty.
     *
     * @param object what it is in, such as {@code table 'orders'}
     * @param row the row's key, such as {@code rowid 17}
     * @param column the column's name
     */
    public record Where(String object, String row, String column) {
        static Where ofTable(String table) {
            return new Where("table " + Shown.name(table), "", "");
        }

        static Where ofDocument(String part) {
            return new Where(part, "", "");
        }

        /** The same row, at this column. */
        Where at(String name) {
            return new Where(object, row, name);
        }

        @Override
        public String toString() {
            return object
                    + (row.isEmpty() ? "" : ", " + row)
                    + (column.isEmpty() ? "" : ", column " + Shown.name(column));
        }
    }

    @Override
    public String toString() {
        return where + ": expected " + expected + ", found " + found;
    }
}
