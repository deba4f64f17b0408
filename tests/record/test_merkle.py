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
INCLUSION_5_OF_8 = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
CONSISTENCY_1_TO_8 = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
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


def naive_path(m: int, data: Sequence[bytes]) -> list[bytes]:
    """PATH as RFC 6962, section 2.1.1 writes it."""
    if len(data) == 1:
        return []
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m < k:
        return [*naive_path(m, data[:k]), naive_root(data[k:])]
    return [*naive_path(m - k, data[k:]), naive_root(data[:k])]


def naive_subproof(m: int, data: Sequence[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF as RFC 6962, section 2.1.2 writes it."""
    if m == len(data):
        return [] if whole else [naive_root(data)]
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m <= k:
        return [*naive_subproof(m, data[:k], whole), naive_root(data[k:])]
    return [*naive_subproof(m - k, data[k:], False), naive_root(data[:k])]


def leaves_of(data: Sequence[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in data]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert merkle.root(leaves_of(ENTRIES[:size])).hex() == ROOTS[size]


def test_the_published_proofs_come_out() -> None:
    leaves = leaves_of(ENTRIES)
    assert tuple(node.hex() for node in merkle.inclusion_proof(leaves, 5)) == INCLUSION_5_OF_8
    assert tuple(node.hex() for node in merkle.consistency_proof(leaves, 1)) == CONSISTENCY_1_TO_8


@given(entries)
def test_roots_and_proofs_are_those_of_the_definition(data: list[bytes]) -> None:
    leaves = leaves_of(data)
    assert merkle.root(leaves) == naive_root(data)
    for index in range(len(data)):
        assert list(merkle.inclusion_proof(leaves, index)) == naive_path(index, data)
    for first in range(1, len(data) + 1):
        assert list(merkle.consistency_proof(leaves, first)) == naive_subproof(first, data, True)


@given(entries, st.binary(max_size=4))
def test_appending_to_a_frontier_gives_the_root_of_all(data: list[bytes], more: bytes) -> None:
    frontier = merkle.frontier_of(leaves_of(data))
    stored = merkle.unpack(len(data), merkle.pack(frontier))
    assert stored == frontier
    assert merkle.root_of(merkle.append(stored, merkle.leaf_hash(more))) == naive_root([*data, more])


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40))
def test_every_leaf_and_every_earlier_tree_is_shown_to_be_in_the_tree(data: list[bytes]) -> None:
    leaves, size = leaves_of(data), len(data)
    root = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(leaves, index)
        assert merkle.verify_inclusion(leaf, index, size, proof, root)
    for first in range(size + 1):
        proof = merkle.consistency_proof(leaves, first)
        assert merkle.verify_consistency(first, size, merkle.root(leaves[:first]), root, proof)


@given(st.integers(2, 40), st.data())
def test_no_altered_proof_is_believed(size: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    root, index = merkle.root(leaves), data.draw(st.integers(0, size - 1))
    first = data.draw(st.integers(1, size - 1))
    earlier = merkle.root(leaves[:first])

    def included(proof: Sequence[bytes]) -> bool:
        return merkle.verify_inclusion(leaves[index], index, size, proof, root)

    def consistent(proof: Sequence[bytes]) -> bool:
        return merkle.verify_consistency(first, size, earlier, root, proof)

    for proof, believed in (
        (merkle.inclusion_proof(leaves, index), included),
        (merkle.consistency_proof(leaves, first), consistent),
    ):
        at = data.draw(st.integers(0, len(proof) - 1))
        assert believed(proof)
        assert not believed((*proof[:at], merkle.leaf_hash(b"forged"), *proof[at + 1 :]))
        assert not believed(proof[:at] + proof[at + 1 :])
        assert not believed((*proof, root))
    assert not merkle.verify_consistency(first, size, root, root, merkle.consistency_proof(leaves, first))


@pytest.mark.parametrize(("first", "second"), [(-1, 2), (3, 2), (2, 3)])
def test_impossible_sizes_are_not_believed(first: int, second: int) -> None:
    assert not merkle.verify_consistency(first, second, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT, ())
    assert not merkle.verify_inclusion(merkle.EMPTY_ROOT, second, first, (), merkle.EMPTY_ROOT)


def test_what_is_not_in_a_tree_has_no_proof() -> None:
    leaves = leaves_of(ENTRIES)
    with pytest.raises(IndexError):
        merkle.inclusion_proof(leaves, 8)
    with pytest.raises(IndexError):
        merkle.consistency_proof(leaves, 9)


def test_a_stored_frontier_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier hashes"):
        merkle.unpack(3, b"\x00" * 32)
