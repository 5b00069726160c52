"""HKDF-SHA256 against RFC 5869, appendix A."""

import pytest

from adapters.security.hkdf import hkdf_sha256

A_1 = """
3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865
"""
A_2 = """
b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09
da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
"""
A_3 = """
8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
"""
TWENTY_TWO = b"\x0b" * 22


@pytest.mark.parametrize(
    ("secret", "salt", "info", "expected"),
    [
        (TWENTY_TWO, bytes(range(13)), bytes(range(0xF0, 0xFA)), A_1),
        (bytes(range(0x50)), bytes(range(0x60, 0xB0)), bytes(range(0xB0, 0x100)), A_2),
        (TWENTY_TWO, b"", b"", A_3),
    ],
    ids=["A.1", "A.2 longer", "A.3 no salt, no info"],
)
def test_the_rfcs_vectors(secret: bytes, salt: bytes, info: bytes, expected: str) -> None:
    output = bytes.fromhex(expected)

    assert hkdf_sha256(secret, salt=salt, info=info, length=len(output)) == output
