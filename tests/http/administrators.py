"""Administrators, as tests meet them."""

from domain.account.user import Role
from tests.http.api import Account, Api, Json


async def becomes_administrator(api: Api, account: Account) -> Account:
    """Make somebody an administrator, and return them logged in again."""
    await api.application.change_role(account.email, Role.ADMIN)
    return await logs_in(api, account)


async def logs_in(api: Api, account: Account) -> Account:
    """Return another session of somebody."""
    body = {"email": account.email, "password": account.password}
    answer = await api.http.post("/api/auth/login", json=body)
    assert answer.status_code == 200, answer.text
    return Account(api.http, account.email, account.password, answer.json())


async def data_of(account: Account, path: str) -> list[Json]:
    """Return the items of a list."""
    answer = await account.get(path)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["data"]
    return found
