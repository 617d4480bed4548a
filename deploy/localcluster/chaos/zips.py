"""Zip files without the times in them."""
import io
import struct
import zipfile

LOCAL_TIME = 10  # where time and date are in the header before an entry, and in its line of the directory
DIRECTORY_TIME = 12
TIME_BYTES = 4
DIRECTORY_LINE = 46  # without the name and two more fields, whose lengths are at 28


def timeless(data):
    """The same bytes with the times of all entries blanked: they are the snapshot's, which differs between two exports."""
    blanked = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        line = archive.start_dir
        for entry in archive.infolist():
            for time in (entry.header_offset + LOCAL_TIME, line + DIRECTORY_TIME):
                blanked[time : time + TIME_BYTES] = bytes(TIME_BYTES)
            line += DIRECTORY_LINE + sum(struct.unpack_from("<HHH", data, line + 28))
    return bytes(blanked)
