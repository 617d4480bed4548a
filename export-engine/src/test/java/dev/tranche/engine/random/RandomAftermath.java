package dev.tranche.engine.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What comes to tables that have their rows: indexes of every kind, triggers that no export may fire, views. */
final class RandomAftermath {
    private static final List<String> INDEXED = List.of(
            "%s",
            "%s DESC",
            "%s COLLATE NOCASE",
            "typeof(%s)",
            "iif(typeof(%s) = 'text', %s, 1) || 'cr\r\nlf'",
            "coalesce(%s, 0) + 1",
            "'lf\r\n' || typeof(%s)",
            "%s\0ASC");
    private static final List<String> WHERES = List.of(
            "",
            "",
            "",
            "\0WHERE\0%s NOT NULL",
            " WHERE %s > 5",
            " WHERE %s <> 'cr\r\nx'",
            " WHERE typeof(%s) = 'text'");
    private static final List<String> ENDINGS =
            List.of("", "", " -- a comment", " /* a comment */", " /* open", "\r\n", "\n-- one\r\n", " -- \r");
    private static final List<String> EVENTS =
            List.of("AFTER INSERT", "BEFORE INSERT", "AFTER UPDATE", "BEFORE DELETE", "AFTER DELETE");
    private static final List<String> ACTIONS = List.of(
            "SELECT RAISE(ABORT, 'it fired; \r\n')",
            "INSERT INTO fired VALUES(1)",
            "DELETE FROM \"elsewhere\"",
            "SELECT CASE WHEN 1 THEN ';' ELSE 2 END",
            "UPDATE fired SET x = 'END;\0'");

    private final Random random;
    private final RandomNames names;
    private final Statements sql;
    private final List<String> readable = new ArrayList<>(List.of("nowhere"));

    RandomAftermath(Random random, RandomNames names, Statements sql) {
        this.random = random;
        this.names = names;
        this.sql = sql;
    }

    void indexesAndTriggers(RandomTable table) {
        readable.add(table.written());
        for (int i = random.nextInt(3); i > 0; i--) {
            String column = table.anyColumn().written();
            String other = table.anyColumn().written();
            attempt((random.nextInt(5) == 0 ? "CREATE UNIQUE INDEX\0" : "CREATE\0INDEX ") + names.quoted(names.next())
                    + "\0ON "
                    + table.written() + "\0(" + one(INDEXED).replace("%s", column) + (random.nextBoolean() ? ", 1" : "")
                    + ")"
                    + one(WHERES).replace("%s", other));
        }
        if (random.nextInt(3) == 0) {
            trigger(one(EVENTS), table.written());
        }
    }

    private void trigger(String event, String on) {
        attempt("CREATE TRIGGER " + names.quoted(names.next()) + "\0" + event + " ON " + on + "\0BEGIN\0" + one(ACTIONS)
                + ";\0" + one(ACTIONS) + ";\0END" + one(ENDINGS));
    }

    void views() {
        for (int i = random.nextInt(3); i > 0; i--) {
            String view = names.quoted(names.next());
            String columns = random.nextInt(4) == 0 ? "(" + names.quoted(names.next()) + ")" : "";
            attempt("CREATE VIEW " + view + columns + "\0AS\0SELECT * FROM " + one(readable) + one(ENDINGS));
            readable.add(0, view);
            if (random.nextInt(3) == 0) {
                trigger("INSTEAD OF INSERT", view);
            }
        }
    }

    private void attempt(String statement) {
        sql.attempt(RandomTable.spaced(random, statement));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
