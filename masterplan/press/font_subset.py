"""The books' faces cut to the glyphs of one book. Child only."""

import io

from fontTools import subset
from fontTools.ttLib import TTFont

from masterplan.writers.fonts import HERE


def subset_of(face: str, glyphs: list) -> bytes:
    """Return a face with these glyphs only, which keep their numbers."""
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True, layout_features=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post"]
    cutter = subset.Subsetter(options)
    with TTFont(HERE / f"{face}.ttf", recalcTimestamp=False) as builder:
        cutter.populate(gids=glyphs)
        cutter.subset(builder)
        out = io.BytesIO()
        builder.save(out)
    return out.getvalue()


def letters_of(glyphs: dict) -> bytes:
    """Return the map from glyphs to what they stand for, as a CMap."""
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo"]
    lines += ["<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def", "/CMapName /Adobe-Identity-UCS def"]
    lines += ["/CMapType 2 def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    items = sorted(glyphs.items())
    for start in range(0, len(items), 100):
        batch = items[start : start + 100]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in batch]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
