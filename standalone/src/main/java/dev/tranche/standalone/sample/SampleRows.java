package dev.tranche.standalone.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/** Fills the sample's tables in batches, from one seeded source so that every run makes the same rows. */
final class SampleRows {
    private static final int CUSTOMERS = 20_000;
    private static final int PRODUCTS = 2_000;
    private static final int PHOTOS = 400;
    private static final int ORDERS = 90_000;
    private static final int MAX_LINES = 5;
    private static final int BATCH = 2_000;
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2024, 1, 1, 8, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final List<String> NAMES = List.of(
            "Ana Muñoz",
            "Łukasz Żak",
            "Søren Ågård",
            "Иван Петров",
            "Γιώργος Παππάς",
            "山田 太郎",
            "김하늘",
            "Zoë O'Neill",
            "محمد علي",
            "नेहा शर्मा",
            "Nguyễn Thị Hoa",
            "Dvořák & Söhne 🎻");
    private static final List<String> CITIES =
            List.of("Zürich", "København", "東京", "São Paulo", "Kraków", "Αθήνα", "Oslo");
    private static final List<String> NOTES =
            List.of("leave at the door", "gift: \"happy birthday\"", "ring twice;\nthen wait", "50 % off, isn't it?");

    private SampleRows() {}

    static void customers(Connection connection, Random random) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int id = 1; id <= CUSTOMERS; id++) {
                insert.setInt(1, id);
                insert.setString(2, pick(NAMES, random) + " " + id);
                insert.setString(3, "customer" + id + "@example.com");
                insert.setString(4, pick(CITIES, random));
                insert.setString(5, time(id));
                insert.setObject(6, id % 7 == 0 ? null : random.nextGaussian() * 1000);
                addTo(insert, id);
            }
            insert.executeBatch();
        }
    }

    static void products(Connection connection, Random random) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO products VALUES (?, ?, ?, ?)");
                var photo = connection.prepareStatement("INSERT INTO photos(sku, jpeg) VALUES (?, ?)")) {
            for (int number = 0; number < PRODUCTS; number++) {
                insert.setString(1, sku(number));
                insert.setString(2, "Product № " + number + (number % 2 == 0 ? " – “deluxe”" : ""));
                insert.setDouble(3, random.nextInt(20_000) / 100.0);
                insert.setInt(4, random.nextInt(1_000));
                addTo(insert, number);
            }
            insert.executeBatch();
            for (int number = 0; number < PHOTOS; number++) {
                var bytes = new byte[4_000 + random.nextInt(20_000)];
                random.nextBytes(bytes);
                photo.setString(1, sku(number));
                photo.setBytes(2, bytes);
                photo.executeUpdate();
            }
        }
    }

    static void orders(Connection connection, Random random) throws SQLException {
        try (var order = connection.prepareStatement(
                        "INSERT INTO orders(customer_id, placed_at, note) VALUES (?, ?, ?)");
                var line = connection.prepareStatement("INSERT INTO order_lines VALUES (?, ?, ?, ?, ?)")) {
            for (int id = 1; id <= ORDERS; id++) {
                order.setInt(1, 1 + random.nextInt(CUSTOMERS));
                order.setString(2, time(id * 7L));
                order.setString(3, random.nextInt(4) == 0 ? pick(NOTES, random) : null);
                addTo(order, id);
                lines(line, id, random);
            }
            order.executeBatch();
            line.executeBatch();
        }
    }

    private static void lines(PreparedStatement insert, int order, Random random) throws SQLException {
        int lines = 1 + random.nextInt(MAX_LINES);
        for (int number = 1; number <= lines; number++) {
            insert.setInt(1, order);
            insert.setInt(2, number);
            insert.setString(3, sku(random.nextInt(PRODUCTS)));
            insert.setInt(4, 1 + random.nextInt(9));
            insert.setDouble(5, random.nextInt(20_000) / 100.0);
            insert.addBatch();
        }
        if (order % BATCH == 0) {
            insert.executeBatch();
        }
    }

    private static void addTo(PreparedStatement insert, int number) throws SQLException {
        insert.addBatch();
        if (number % BATCH == 0) {
            insert.executeBatch();
        }
    }

    private static String sku(int number) {
        return "SKU-%05d".formatted(number);
    }

    private static String time(long minutes) {
        return TIME.format(FIRST_DAY.plusMinutes(minutes));
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
