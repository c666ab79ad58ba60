"""A screenshot as a PNG with a palette: small enough for a repository, and the standard library alone makes it."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
Pixel = bytes


def with_palette(png: bytes) -> bytes:
    """The same picture with at most 256 colours, those that are near each other made one."""
    width, rows = _pixels(png)
    palette, names = _palette(rows)
    lines = b"".join(b"\0" + bytes(names[pixel] for pixel in row) for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _palette(rows: list[list[Pixel]]) -> tuple[list[Pixel], dict[Pixel, int]]:
    """Colours by how often they stand, coarser steps until they fit; the commonest of each step stays exact."""
    often: dict[Pixel, int] = {}
    for row in rows:
        for pixel in row:
            often[pixel] = often.get(pixel, 0) + 1
    common = sorted(often, key=lambda pixel: -often[pixel])
    for step in range(1, 65):
        first: dict[tuple[int, ...], Pixel] = {}
        for pixel in common:
            first.setdefault(tuple(value // step for value in pixel), pixel)
        if len(first) <= MOST_COLOURS:
            break
    palette = list(first.values())
    place = {key: number for number, key in enumerate(first)}
    return palette, {pixel: place[tuple(value // step for value in pixel)] for pixel in common}


def _pixels(png: bytes) -> tuple[int, list[list[Pixel]]]:
    """Width, and the red, green and blue of each pixel, from a PNG as Chromium writes it."""
    content, at, packed = {}, len(SIGNATURE), b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        content[kind] = png[at + 8 : at + 8 + size]
        packed += content[kind] if kind == b"IDAT" else b""
        at += size + 12
    width, height, _depth, colour = struct.unpack(">IIBB", content[b"IHDR"][:10])
    step = {2: 3, 6: 4}[colour]
    raw, stride = zlib.decompress(packed), width * step
    rows, above = [], bytearray(stride)
    for number in range(height):
        start = number * (stride + 1)
        above = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, step)
        line = bytes(above)
        rows.append([line[x : x + 3] for x in range(0, stride, step)])
    return width, rows


def _unfiltered(kind: int, line: bytearray, above: bytearray, step: int) -> bytearray:
    for x in range(len(line)) if kind else ():
        left = line[x - step] if x >= step else 0
        corner = above[x - step] if x >= step else 0
        line[x] = (line[x] + _guess(kind, left, above[x], corner)) & 255
    return line


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """What a byte is measured against: left, above, their mean, or the nearest of three (PNG 9.2)."""
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    distance = {left: abs(up - corner), up: abs(left - corner), corner: abs(left + up - 2 * corner)}
    nearest = min(distance.values())
    return next(value for value in (left, up, corner) if distance[value] == nearest)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
