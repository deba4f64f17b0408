"""Merkle trees over the leaves of a log, exactly as in RFC 6962, section 2.1 (unchanged in RFC 9162, section 2.1).

A tree of n leaves has one root of 32 bytes. Whoever keeps a root can later check that an act is in the log
(inclusion) and that a longer log only adds to a shorter one (consistency), each with about log2(n) hashes.
Leaves are given as leaf hashes of 32 bytes, so a tree can be checked after the words of an act were erased.
"""

import hashlib
from collections.abc import Iterable, Sequence
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


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (RFC 6962: k)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` (from 0) to the root of all `leaves` (RFC 6962: PATH), leaf first."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    low, high, path = 0, len(leaves), list[bytes]()
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    return tuple(reversed(path))


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which an inclusion proof leads (RFC 9162, section 2.1.3.2), None if its length cannot be right."""
    if not 0 <= index < size:
        return None
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Whether `proof` shows that `leaf` is leaf `index` of the tree with this size and root."""
    return root_from_inclusion(leaf, index, size, proof) == tree_root


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """The hashes that show that the tree of the first `first` leaves is a prefix of the tree of all (RFC 6962: PROOF).

    Empty when there is nothing to show: `first` is 0 or all leaves.
    """
    if not 0 <= first <= len(leaves):
        raise IndexError(f"no first {first} leaves in a tree of {len(leaves)}")
    low, high, path = 0, len(leaves), list[bytes]()
    if first in (0, high):
        return ()
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            path.append(root(leaves[middle:high]))
            high = middle
        else:
            path.append(root(leaves[low:middle]))
            low = middle
    if low:
        path.append(root(leaves[low:high]))
    return tuple(reversed(path))


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `first` leaves is a prefix of the tree of `second` leaves.

    The algorithm of RFC 9162, section 2.1.4.2. Every tree has the empty tree as a prefix.
    """
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        return not proof and first_root == (second_root if first else EMPTY_ROOT)
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, node)
        at, last = at >> 1, last >> 1
    return last == 0 and (old, new) == (first_root, second_root)
