package dev.tranche.engine.verify;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Reads exports of one type and compares them with a database. */
interface Comparison {
    /**
     * Compares the whole document.
     *
     * @param tables the tables that were exported, in the order of the schema
     * @throws Mismatch at the first difference
     * @throws IOException if the document is malformed outside its rows, or cannot be read
     */
    void compare(Source source, List<String> tables) throws IOException, SQLException;

    /** What this type of export cannot carry, in a few words. */
    String notCompared();
}
