"""What is asked for: every format, compression and half, of whole databases, some tables and one."""
from dataclasses import dataclass

SPREADSHEET = {"delimiter": ";", "nullText": "NULL", "bom": True, "formulaGuard": True}
# By the name that reports give them; the members of the POST.
KINDS = {
    "sql": {"format": "sql"},
    "json": {"format": "json"},
    "csv in a zip": {"format": "csv"},
    "ndjson": {"format": "ndjson"},
    "sqlite": {"format": "sqlite"},
    "sql, gzip": {"format": "sql", "compression": "gzip"},
    "json, zstd": {"format": "json", "compression": "zstd"},
    "ndjson, gzip": {"format": "ndjson", "compression": "gzip"},
    "sqlite, zstd": {"format": "sqlite", "compression": "zstd"},
    "schema as sql": {"format": "sql", "schemaOnly": True},
    "data as sql, zstd": {"format": "sql", "dataOnly": True, "compression": "zstd"},
    "two tables as sql": {"format": "sql", "tables": ["people", "measured"]},
    "two tables as csv in a zip": {"format": "csv", "tables": ["people", "nobody"], "csv": SPREADSHEET},
    "one table as csv": {"format": "csv", "tables": ["events"], "csv": SPREADSHEET},
    "one table as csv, gzip": {"format": "csv", "tables": ["measured"], "compression": "gzip"},
    "one table as json": {"format": "json", "tables": ["people"]},
}
FORMATS = ["sql", "json", "csv in a zip", "ndjson", "sqlite"]


@dataclass(frozen=True)
class Order:
    database: str
    kind: str

    def body(self, callback_url):
        return {"database": self.database, **KINDS[self.kind], "callbackUrl": callback_url}


def of(sizes, all_kinds_up_to):
    """Every kind of every database that is not too large for that, and every format of those that are."""
    return [Order(name, kind) for name, size in sizes.items() for kind in (KINDS if size <= all_kinds_up_to else FORMATS)]
