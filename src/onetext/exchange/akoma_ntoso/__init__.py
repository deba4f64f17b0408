"""Akoma Ntoso in and out: the XML of parliaments and legal publishers (OASIS LegalDocML, Akoma Ntoso 1.0 of 2018)."""

from onetext.exchange.akoma_ntoso.reading import read
from onetext.exchange.akoma_ntoso.writing import write

__all__ = ["read", "write"]
