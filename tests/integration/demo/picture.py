"""Reads the PNG files that the ticker writes: 8 bits a channel, RGB, not interlaced."""
import struct
import zlib

CHANNELS = 3


class Picture:
    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows

    def pixel(self, x, y):
        return tuple(self.rows[y][CHANNELS * x : CHANNELS * x + CHANNELS])

    def is_solid(self, x, y, size, colour):
        """Whether a square, given by its upper left corner, is all of one colour."""
        line = bytes(colour) * size
        return all(
            self.rows[y + i][CHANNELS * x : CHANNELS * (x + size)] == line for i in range(size)
        )


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path} is no PNG file")
    header, packed, at = None, b"", 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", content)
        elif kind == b"IDAT":
            packed += content
    width, height, depth, colours, _, _, interlaced = header
    if (depth, colours, interlaced) != (8, 2, 0):
        raise ValueError(f"{path} is another kind of PNG file")
    return Picture(width, height, unfilter(zlib.decompress(packed), width, height))


def unfilter(raw, width, height):
    size = CHANNELS * width
    before, rows = bytearray(size), []
    for y in range(height):
        start = y * (size + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + size])
        for i in range(size):
            left = line[i - CHANNELS] if i >= CHANNELS else 0
            corner = before[i - CHANNELS] if i >= CHANNELS else 0
            line[i] = (line[i] + predict(kind, left, before[i], corner)) & 255
        rows.append(bytes(line))
        before = line
    return rows


def predict(kind, left, above, corner):
    if kind == 4:
        guess = left + above - corner
        # The nearest; of equals the first.
        return min((left, above, corner), key=lambda value: abs(guess - value))
    return (0, left, above, (left + above) // 2)[kind]
