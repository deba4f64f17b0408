"""OpenDocument texts in: what LibreOffice and its relatives write (ISO/IEC 26300, ODF 1.2 and 1.3)."""

from onetext.exchange.odt.reading import read

__all__ = ["read"]
