"""Argon2id."""

import base64

import argon2
from argon2.exceptions import HashingError, InvalidHashError, VerificationError

from adapters.security.argon2_profiles import OWASP, Argon2Profile
from adapters.security.bounded_threads import BoundedThreads
from application.errors import OverloadedError
from application.ports.password_hasher import PasswordHasher
from domain.account.password import PlainPassword

_SALT_BYTES = 16
_DIGEST_BYTES = 32

_MAX_HASH_CHARS = 512
_DEAREST = Argon2Profile(time_cost=16, memory_kib=2_097_152, parallelism=16)
"""A stored hash that asks for more did not come from here, and is not worth the memory."""


class Argon2PasswordHasher(PasswordHasher):
    """Argon2id in a few threads; hashes of every version and profile below a bound verify.

    Two threads keep two cores busy: more only add to everyone's wait.
    """

    def __init__(
        self, profile: Argon2Profile = OWASP, *, concurrency: int = 2, queue: int = 64
    ) -> None:
        self._argon2 = argon2.PasswordHasher(
            time_cost=profile.time_cost,
            memory_cost=profile.memory_kib,
            parallelism=profile.parallelism,
            salt_len=_SALT_BYTES,
            hash_len=_DIGEST_BYTES,
        )
        self._stand_in = _unmatched_hash(profile)
        self._threads = BoundedThreads("hash", concurrency=concurrency, queue=queue)

    async def hash(self, password: PlainPassword) -> str:
        try:
            return await self._threads.run(self._argon2.hash, _encoded(password))
        except HashingError as exc:  # the memory could not be had
            raise OverloadedError from exc

    async def verify(self, password: PlainPassword, password_hash: str | None) -> bool:
        if password_hash is None or not _is_affordable(password_hash):
            password_hash = self._stand_in
        return await self._threads.run(self._matches, password_hash, _encoded(password))

    def needs_rehash(self, password_hash: str) -> bool:
        try:
            return self._argon2.check_needs_rehash(password_hash)
        except InvalidHashError:
            return True

    def _matches(self, password_hash: str, password: bytes) -> bool:
        try:
            return self._argon2.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def _encoded(password: PlainPassword) -> bytes:
    """Return the password's bytes; half surrogates, which no stored password has, stay odd."""
    return password.text.encode("utf-8", "surrogatepass")


def _is_affordable(password_hash: str) -> bool:
    if len(password_hash) > _MAX_HASH_CHARS or not password_hash.isascii():
        return False
    try:
        asked = argon2.extract_parameters(password_hash)
    except InvalidHashError:
        return False
    return (
        asked.time_cost <= _DEAREST.time_cost
        and asked.memory_cost <= _DEAREST.memory_kib
        and asked.parallelism <= _DEAREST.parallelism
    )


def _unmatched_hash(profile: Argon2Profile) -> str:
    """Return the hash of a password that nobody knows: its digest was written, not computed."""
    costs = f"m={profile.memory_kib},t={profile.time_cost},p={profile.parallelism}"
    salt, digest = (
        base64.b64encode(bytes(length)).decode().rstrip("=")
        for length in (_SALT_BYTES, _DIGEST_BYTES)
    )
    return f"$argon2id$v=19${costs}${salt}${digest}"
