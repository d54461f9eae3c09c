"""The inks of the pillars' seats, and the two parts that every chart is made of: a text and the frame around it."""

from masterplan.writers.markup import plain

#: (fill, dark, tint, what is written on the fill) of each seat; "" for what belongs to none.
INKS = {
    "": ("#26346b", "#26346b", "#eceff8", "#fff"),
    "GOV": ("#2657c8", "#1f479f", "#edf3ff", "#fff"),
    "BRA": ("#86126f", "#75105f", "#faeef7", "#fff"),
    "ECO": ("#bd8a14", "#76520a", "#fbf3e0", "#0f1526"),
    "LIV": ("#2b9dbd", "#0c5c74", "#e6f6fb", "#0f1526"),
    "SOC": ("#c8455a", "#96283d", "#fdeef0", "#fff"),
    "ENV": ("#2c500c", "#2c500c", "#eef5e6", "#fff"),
}
INK, SOFT, LINE = "#1a2238", "#566074", "#dcdfe4"


def text(x, y, size, said, weight=400, anchor="middle", fill=INK, face="Buku Sans") -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{face}" font-size="{size}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">'
        f"{plain(said)}</text>"
    )


def svg(node, width: float, height: float, parts) -> str:
    """A figure of so many millimetres with its title and its numbers in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.1f}" width="{width:g}mm" '
        f'height="{height:.1f}mm" role="img"><title>{plain(node.title)}</title>'
        f"<desc>{plain(node.description)}</desc>{''.join(parts)}</svg>"
    )
