import io
import unittest
import zipfile

from localcluster.chaos.zips import timeless


def archive(time, text):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("a.csv", "b.csv"):
            file.writestr(zipfile.ZipInfo(name, time), text)
    return data.getvalue()


class ZipsTest(unittest.TestCase):
    def test_exports_of_two_times_are_the_same(self):
        one, other = archive((2026, 1, 1, 0, 0, 0), "x,y\n"), archive((2026, 12, 31, 23, 59, 58), "x,y\n")
        self.assertNotEqual(one, other)
        self.assertEqual(timeless(one), timeless(other))

    def test_other_content_is_not(self):
        time = (2026, 1, 1, 0, 0, 0)
        self.assertNotEqual(timeless(archive(time, "x,y\n")), timeless(archive(time, "x,z\n")))


if __name__ == "__main__":
    unittest.main()
