"""Negotiate one text among many parties, and follow a negotiation from its public record."""

__version__ = "0.1.0"
