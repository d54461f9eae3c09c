"""A PDF file from objects that are text already: numbers, object streams, the table of all places."""

import zlib
from hashlib import md5

#: Objects in one object stream: so many are inflated to read one of them.
TOGETHER = 200


class Numbered:
    """Bodies and streams by number; `file` writes them."""

    def __init__(self) -> None:
        self.bodies, self.streams, self.last = {}, {}, 0

    def number(self) -> int:
        self.last += 1
        return self.last

    def add(self, body: bytes) -> bytes:
        """Add an object; returns its reference."""
        self.bodies[self.number()] = body
        return b"%d 0 R" % self.last

    def add_stream(self, data: bytes, entries: bytes = b"") -> bytes:
        """Add a stream that is deflated here; returns its reference."""
        data = zlib.compress(data, 6)
        self.streams[self.number()] = b"<<%s/Filter /FlateDecode/Length %d>>" % (entries, len(data)), data
        return b"%d 0 R" % self.last

    def file(self, root: bytes, info: bytes) -> bytes:
        """Return the whole file. Its identifier follows from its content."""
        out, size = [b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"], 15
        places = {0: (0, 0, 255)}

        def write(number, said, data):
            nonlocal size
            places[number] = 1, size, 0
            parts = b"%d 0 obj\n%s\nstream\n" % (number, said), data, b"\nendstream\nendobj\n"
            out.extend(parts)
            size += sum(len(part) for part in parts)

        for number, (said, data) in self.streams.items():
            write(number, said, data)
        numbers = sorted(self.bodies)
        for start in range(0, len(numbers), TOGETHER):
            together = numbers[start : start + TOGETHER]
            bodies = [self.bodies.pop(number) for number in together]
            holder, at, index = self.number(), 0, []
            for n, (number, body) in enumerate(zip(together, bodies, strict=True)):
                index.append(b"%d %d" % (number, at))
                places[number] = 2, holder, n
                at += len(body) + 1
            head = b" ".join(index) + b"\n"
            data = zlib.compress(head + b"\n".join(bodies), 6)
            said = b"<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>"
            write(holder, said % (len(together), len(head), len(data)), data)
        table = self.number()
        places[table] = 1, size, 0
        digest = md5(usedforsecurity=False)
        for part in out:
            digest.update(part)
        wide = (size.bit_length() + 7) // 8
        data = zlib.compress(_differences(places, self.last, wide), 6)
        said = b"<</Type /XRef/Size %d/W [1 %d 1]/Root %s/Info %s/ID [<%s> <%s>]/Filter /FlateDecode"
        said %= self.last + 1, wide, root, info, *[digest.hexdigest().encode()] * 2
        said += b"/DecodeParms <</Predictor 12/Columns %d>>/Length %d>>" % (wide + 2, len(data))
        end = size
        write(table, said, data)
        out.append(b"startxref\n%d\n%%%%EOF\n" % end)
        return b"".join(out)


def _differences(places, last, wide) -> bytes:
    """The table, each row as what differs from the row above it: it deflates to a tenth."""
    free = (0, 0, 255)
    rows = b"".join(
        b"%c%s%c" % (kind, place.to_bytes(wide), more)
        for kind, place, more in (places.get(number, free) for number in range(last + 1))
    )
    columns = wide + 2
    less = bytes((one - above) & 255 for one, above in zip(rows, bytes(columns) + rows, strict=False))
    return b"".join(b"\x02" + less[at : at + columns] for at in range(0, len(less), columns))
