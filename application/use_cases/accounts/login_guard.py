"""Slowing down those who guess passwords, and nobody else."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from application.errors import RateLimitedError
from application.limits import LoginRates
from application.ports.rate_limits import RateLimits
from application.ports.session_repository import SessionRepository
from domain.account.client import Client
from domain.account.errors import InvalidCredentialsError
from domain.account.user import User
from domain.errors import PlatformError


class LoginGuard:
    """Counts failures for each account and network, and for each account from anywhere.

    Failures of one network never stop another that has logged in to the account before.
    An address without an account counts like any other, so that the count tells nothing.
    Uses are counted before the password is looked at: parallel tries are no way around.
    """

    def __init__(
        self, rate_limits: RateLimits, sessions: SessionRepository, rates: LoginRates | None
    ) -> None:
        self._rate_limits = rate_limits
        self._sessions = sessions
        self._rates = rates

    @asynccontextmanager
    async def attempt(self, email: str, user: User | None, client: Client) -> AsyncIterator[None]:
        """Let the block try a password; InvalidCredentialsError from it is a failure.

        Args:
            email: as typed.
            user: whose account it is, if there is one.
            client: who tries.

        Raises:
            RateLimitedError: there were too many failures.
        """
        if self._rates is None:
            yield
            return
        account = hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
        near, anywhere = f"login:{account}:{client.network}", f"login:{account}"
        counted = await self._count(near, anywhere, self._rates, user, client)
        try:
            yield
        except InvalidCredentialsError:
            raise
        except PlatformError:  # nothing was tried after all
            await self._give_back(counted)
            raise
        await self._give_back(counted)
        await self._rate_limits.forget(near)

    async def _count(
        self, near: str, anywhere: str, rates: LoginRates, user: User | None, client: Client
    ) -> tuple[str, ...]:
        """Count a failure to be, and return under which keys."""
        standing = await self._rate_limits.take(near, rates.from_network)
        if not standing.is_allowed:
            raise RateLimitedError(retry_after_s=standing.reset_s)
        standing = await self._rate_limits.take(anywhere, rates.from_anywhere)
        if standing.is_allowed:
            return near, anywhere
        if user is not None and await self._has_logged_in(user, client):
            return (near,)
        await self._give_back((near,))
        raise RateLimitedError(retry_after_s=standing.reset_s)

    async def _give_back(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            await self._rate_limits.give_back(key)

    async def _has_logged_in(self, user: User, client: Client) -> bool:
        addresses = await self._sessions.list_addresses(user.id)
        return client.network in {Client(address=address).network for address in addresses}
