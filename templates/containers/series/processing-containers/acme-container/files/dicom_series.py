"""Reads a DICOM series with Python's standard library alone.

It understands what scanners and archives usually send: uncompressed files of one greyscale picture each. For anything
else add pydicom to requirements.txt.
"""

import struct
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path

LIMIT = 1 << 30  # bytes of one file
IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
# These have two reserved bytes and a length of four bytes behind their two letters.
LONG = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}
UNDEFINED = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = (0xFFFE, 0xE000), (0xFFFE, 0xE00D), (0xFFFE, 0xE0DD)


class NotReadable(Exception):
    """A file that is no DICOM picture, or one of a kind that isn't understood here."""


@dataclass
class Slice:
    """One picture: its values row by row, in the unit of the scanner (Hounsfield units of a CT)."""

    number: int
    rows: int
    columns: int
    values: list


def read_series(folder):
    """The slices of all files in a folder, in the order of their instance numbers."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted((read_slice(path) for path in files), key=lambda part: part.number)


def read_slice(path):
    """The picture in one file."""
    if Path(path).stat().st_size > LIMIT:
        raise NotReadable(f"{path}: larger than {LIMIT} bytes")
    data = Path(path).read_bytes()
    if data[128:132] != b"DICM":
        raise NotReadable(f"{path}: no DICOM file")
    try:
        return picture(elements(data), path)
    except (struct.error, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise NotReadable(f"{path}: damaged: {error}") from error


def picture(found, path):
    rows, columns = number(found, 0x0028, 0x0010), number(found, 0x0028, 0x0011)
    bits = number(found, 0x0028, 0x0100)
    signed = number(found, 0x0028, 0x0103, 0) == 1
    kinds = {(8, False): "B", (8, True): "b", (16, False): "H", (16, True): "h"}
    if (bits, signed) not in kinds or number(found, 0x0028, 0x0002, 1) != 1:
        raise NotReadable(f"{path}: neither 8 nor 16 bits of grey")
    values = array(kinds[bits, signed])
    values.frombytes(found.get((0x7FE0, 0x0010), b"")[: rows * columns * bits // 8])
    if len(values) != rows * columns or not values:
        raise NotReadable(f"{path}: {rows} × {columns} values are announced, {len(values)} are there")
    if sys.byteorder == "big":
        values.byteswap()
    slope, intercept = decimal(found, 0x0028, 0x1053, 1.0), decimal(found, 0x0028, 0x1052, 0.0)
    return Slice(
        number=int(decimal(found, 0x0020, 0x0013, 0.0)),
        rows=rows,
        columns=columns,
        values=[value * slope + intercept for value in values],
    )


def elements(data):
    """The elements of a file by group and number; those inside sequences are passed over."""
    found, offset = {}, 132
    explicit, depth = True, 0
    while offset + 8 <= len(data):
        group, element = struct.unpack_from("<HH", data, offset)
        if group != 2 and (2, 0x0010) in found:
            syntax = text(found[2, 0x0010])
            if syntax not in (IMPLICIT, EXPLICIT):
                raise NotReadable(f"transfer syntax {syntax}: compressed or big endian")
            explicit = syntax == EXPLICIT
        offset, kind, length = header(data, offset, group, explicit)
        if (group, element) == ITEM:
            continue
        if (group, element) in (ITEM_END, SEQUENCE_END):
            depth -= (group, element) == SEQUENCE_END
        elif length == UNDEFINED:
            if kind not in (b"SQ", b"UN", b""):
                raise NotReadable("compressed pixel data")
            depth += 1
        else:
            if offset + length > len(data):
                raise ValueError("an element ends behind the file")
            if depth == 0:
                found[group, element] = data[offset : offset + length]
            offset += length
    return found


def header(data, offset, group, explicit):
    """Where an element's value begins, its kind, and its length."""
    if group == 0xFFFE or (group != 2 and not explicit):
        return offset + 8, b"", struct.unpack_from("<I", data, offset + 4)[0]
    kind = data[offset + 4 : offset + 6]
    if kind in LONG:
        return offset + 12, kind, struct.unpack_from("<I", data, offset + 8)[0]
    return offset + 8, kind, struct.unpack_from("<H", data, offset + 6)[0]


def text(value):
    return value.decode("ascii").strip(" \0")


def number(found, group, element, default=None):
    value = found.get((group, element))
    if value is None and default is not None:
        return default
    return struct.unpack("<H", value or b"")[0]


def decimal(found, group, element, default):
    value = text(found.get((group, element), b""))
    return float(value) if value else default
