"""Merkle trees over the leaves of a log, exactly as in RFC 6962, section 2.1 (unchanged in RFC 9162, section 2.1).

A tree of n leaves has one root of 32 bytes. Whoever keeps a root can later check that an act is in the log
(inclusion) and that a longer log only adds to a shorter one (consistency), each with about log2(n) hashes.
Leaves are given as leaf hashes of 32 bytes, so a tree can be checked after the words of an act were erased.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier(NamedTuple):
    """All that is needed to append to a tree: its size and the roots of its perfect subtrees, largest first.

    Also known as a compact range. A tree of n leaves has as many perfect subtrees as n has binary ones.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()


def append(frontier: Frontier, leaf: bytes) -> Frontier:
    """The frontier after one more leaf hash; at most log2(size) hashes are computed."""
    hashes, rest, node = frontier.hashes, frontier.size, leaf
    while rest & 1:
        node = node_hash(hashes[-1], node)
        hashes, rest = hashes[:-1], rest >> 1
    return Frontier(frontier.size + 1, (*hashes, node))


def frontier_of(leaves: Iterable[bytes]) -> Frontier:
    """The frontier of a tree with these leaf hashes, in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = append(frontier, leaf)
    return frontier


def root_of(frontier: Frontier) -> bytes:
    """The root of the tree whose frontier this is."""
    if not frontier.hashes:
        return EMPTY_ROOT
    node = frontier.hashes[-1]
    for left in reversed(frontier.hashes[:-1]):
        node = node_hash(left, node)
    return node


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree with these leaf hashes, in order (RFC 6962: MTH)."""
    return root_of(frontier_of(leaves))


def pack(frontier: Frontier) -> bytes:
    """The hashes of a frontier, one after the other."""
    return b"".join(frontier.hashes)


def unpack(size: int, packed: bytes) -> Frontier:
    """The frontier of a tree of `size` leaves from its packed hashes; ValueError if their number does not fit."""
    if len(packed) != size.bit_count() * HASH_SIZE:
        raise ValueError(f"a tree of {size} leaves has {size.bit_count()} frontier hashes")
    return Frontier(size, tuple(packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)))
