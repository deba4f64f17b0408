"""Characters that a file names by their place in a font of symbols (w:sym), as Unicode."""

_PRIVATE = range(0xF000, 0xF100)
"""Where fonts of symbols have their signs, outside of Unicode's own."""
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE))
"""What XML can hold of the first 65,536 places."""
_GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_GREEK_CAPITALS = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL = {
    **_GREEK,
    **_GREEK_CAPITALS,
    0xA2: "\u2032",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "\u00d7",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xDE: "⇒",
    0xE5: "∑",
}
_WINGDINGS = {
    0x4A: "☺",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(code: str, font: str) -> tuple[str, bool]:
    """The sign at a hexadecimal place of a font, and whether it is a sign of Unicode."""
    try:
        place = int(code, 16)
    except ValueError:
        return "", False
    if not any(place in plane for plane in _CHARACTERS):
        return "", False
    if place in _PRIVATE or font.lower() in _FONTS:
        found = _FONTS.get(font.lower(), {}).get(place & 0xFF)
        plain = place & 0xFF
        if found is None and font.lower() == "symbol" and plain in range(0x20, 0x40):
            found = chr(plain)
        return (found, True) if found else (chr(place), False)
    return chr(place), True
