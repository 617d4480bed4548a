import unittest

from localcluster.chaos import orders
from localcluster.chaos.orders import FORMATS, KINDS, Order


class OrdersTest(unittest.TestCase):
    def test_everything_that_can_be_chosen_is_asked_for(self):
        members = {name: {str(kind.get(name)) for kind in KINDS.values()} for name in ("format", "compression", "schemaOnly", "dataOnly")}
        self.assertEqual({"sql", "json", "csv", "ndjson", "sqlite"}, members["format"])
        self.assertEqual({"None", "gzip", "zstd"}, members["compression"])
        self.assertEqual({"None", "True"}, members["schemaOnly"] & members["dataOnly"])
        self.assertEqual({0, 1, 2}, {len(kind.get("tables", [])) for kind in KINDS.values()})

    def test_a_large_database_is_asked_for_in_every_format_and_no_more(self):
        wanted = orders.of({"small": 10, "large": 11}, 10)
        self.assertEqual([Order("small", kind) for kind in KINDS] + [Order("large", kind) for kind in FORMATS], wanted)

    def test_an_order_is_the_body_of_a_post(self):
        self.assertEqual(
            {"database": "small", "format": "sql", "compression": "gzip", "callbackUrl": "http://x/1"},
            Order("small", "sql, gzip").body("http://x/1"),
        )


if __name__ == "__main__":
    unittest.main()
