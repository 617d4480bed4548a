package dev.tranche.storage.job;

import dev.tranche.model.job.Damage;
import java.util.ArrayList;
import java.util.List;

/** What of a table could not be read, in one column: three texts for each stretch. Stateless. */
final class DamageColumn {
    private static final int TEXTS = 3;

    private DamageColumn() {}

    static String write(List<Damage> damage) {
        var texts = new ArrayList<String>();
        for (Damage stretch : damage) {
            texts.addAll(List.of(stretch.after(), stretch.upTo(), stretch.words()));
        }
        return Texts.write(texts);
    }

    static List<Damage> read(String column) {
        List<String> texts = Texts.read(column);
        var damage = new ArrayList<Damage>();
        for (int i = 0; i < texts.size(); i += TEXTS) {
            damage.add(new Damage(texts.get(i), texts.get(i + 1), texts.get(i + 2)));
        }
        return damage;
    }
}
