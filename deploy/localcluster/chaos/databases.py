"""The databases that are exported: of several sizes, with keys and values of all kinds. Nobody writes to them afterwards."""
import contextlib
import sqlite3

SCHEMA = """
    CREATE TABLE events (id INTEGER PRIMARY KEY, at REAL, kind TEXT, payload BLOB);
    CREATE TABLE people (email TEXT PRIMARY KEY, name TEXT, age INTEGER) WITHOUT ROWID;
    CREATE TABLE measured (sensor TEXT, at INTEGER, value REAL, note TEXT, PRIMARY KEY (sensor, at));
    CREATE TABLE nobody (id INTEGER PRIMARY KEY);
    CREATE INDEX people_by_name ON people (name);
    CREATE VIEW grown_up AS SELECT * FROM people WHERE age >= 18;
"""
WORDS = ["plain", "quo'te", 'double"quote', "comma,and\nline", "Zoë – naïve ☃", "", "tab\tand; --"]


def make(folder, sizes, random):
    """One file per name, of about so many bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in sizes.items():
        file = folder / f"{name}.db"
        file.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(SCHEMA)
            with database:
                fill(database, size, random)


def fill(database, size, random):
    events = ((i, random.random() * 1e9, random.choice(WORDS), random.randbytes(random.randrange(600))) for i in range(size // 500))
    database.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", events)
    people = ((f"p{i:08x}@example.org", random.choice(WORDS), random.choice([None, i % 100])) for i in range(size // 400))
    database.executemany("INSERT INTO people VALUES (?, ?, ?)", people)
    measured = ((f"s{i % 7}", i, random.gauss(0, 1e3), random.choice([None, *WORDS])) for i in range(size // 400))
    database.executemany("INSERT INTO measured VALUES (?, ?, ?, ?)", measured)
