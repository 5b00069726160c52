"""Accounts and sessions."""

from litestar import get, post
from litestar.params import JSONBody

from application.errors import EmailTakenError, RateLimitedError
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from domain.account.errors import (
    InvalidCredentialsError,
    InvalidTokenError,
    RefreshTokenReusedError,
    RefreshTokenRotatedError,
)
from domain.account.personal_token import Scope
from entrypoints.http.describing import WITH_JSON, WITH_TOKEN, described
from entrypoints.http.middleware.rates import ADDRESS_RATE
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_anyone, for_holders
from entrypoints.http.schemas.accounts import (
    AccountAnswer,
    CredentialsAnswer,
    LogInBody,
    RefreshBody,
    RegisterBody,
    UserAnswer,
)


@post(
    "/register",
    **described("Register", RegisterUser, *WITH_JSON, EmailTakenError, RateLimitedError),
)
async def register(request: ApiRequest, data: JSONBody[RegisterBody]) -> CredentialsAnswer:
    registered = await request.application.register_user(data.to_request(), request.caller)
    return CredentialsAnswer.of(registered)


@post(
    "/login",
    status_code=200,
    **described("Log in", LogIn, *WITH_JSON, InvalidCredentialsError, RateLimitedError),
)
async def log_in(request: ApiRequest, data: JSONBody[LogInBody]) -> CredentialsAnswer:
    return CredentialsAnswer.of(await request.application.log_in(data.to_request(), request.caller))


@post(
    "/refresh",
    status_code=200,
    **described(
        "Refresh",
        RefreshSession,
        *WITH_JSON,
        InvalidTokenError,
        RefreshTokenRotatedError,
        RefreshTokenReusedError,
        RateLimitedError,
    ),
)
async def refresh(request: ApiRequest, data: JSONBody[RefreshBody]) -> CredentialsAnswer:
    return CredentialsAnswer.of(await request.application.refresh_session(data.refresh_token))


@post("/logout", status_code=204, **described("Log out", LogOut, *WITH_TOKEN))
async def log_out(request: ApiRequest) -> None:
    await request.application.log_out(request.actor)


@get("/me", **described("Who am I", GetAccount, *WITH_TOKEN, *Scope))
async def me(request: ApiRequest) -> AccountAnswer:
    return AccountAnswer(user=UserAnswer.of(await request.application.get_account(request.actor)))


# All three may be asked without a token, and each costs a hash or a write: one limit for them.
ACCOUNTS_FOR_ANYONE = for_anyone(
    "/api/auth", [register, log_in, refresh], "Accounts", middleware=[ADDRESS_RATE]
)
ACCOUNTS_FOR_HOLDERS = for_holders("/api/auth", [log_out, me], "Accounts")
