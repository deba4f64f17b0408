"""Merkle trees: the definition in RFC 6962, the published vectors of Certificate Transparency, and forgeries."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.record import merkle

# The reference entries, roots and proofs of certificate-transparency's merkle tests.
ENTRIES = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

entries = st.lists(st.binary(max_size=4), max_size=40)


def naive_root(data: Sequence[bytes]) -> bytes:
    """MTH as RFC 6962, section 2.1 writes it."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(data[:k]) + naive_root(data[k:])).digest()


def leaves_of(data: Sequence[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in data]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert merkle.root(leaves_of(ENTRIES[:size])).hex() == ROOTS[size]


@given(entries)
def test_roots_are_those_of_the_definition(data: list[bytes]) -> None:
    leaves = leaves_of(data)
    assert merkle.root(leaves) == naive_root(data)


@given(entries, st.binary(max_size=4))
def test_appending_to_a_frontier_gives_the_root_of_all(data: list[bytes], more: bytes) -> None:
    frontier = merkle.frontier_of(leaves_of(data))
    stored = merkle.unpack(len(data), merkle.pack(frontier))
    assert stored == frontier
    assert merkle.root_of(merkle.append(stored, merkle.leaf_hash(more))) == naive_root([*data, more])


def test_a_stored_frontier_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier hashes"):
        merkle.unpack(3, b"\x00" * 32)
