"""One's own sessions, and the password that opens them."""

from typing import Annotated

from litestar import delete, get, post
from litestar.params import JSONBody, PathParameter

from application.errors import SessionNotFoundError
from application.use_cases.accounts.change_password import ChangePassword
from application.use_cases.accounts.end_other_sessions import EndOtherSessions
from application.use_cases.accounts.end_session import EndSession
from application.use_cases.accounts.list_sessions import ListSessions
from domain.account.errors import InvalidCredentialsError
from domain.ids import SessionId
from entrypoints.http.describing import WITH_JSON, WITH_TOKEN, described
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.routes.methods import tell_methods
from entrypoints.http.schemas.sessions import ChangePasswordBody, SessionsAnswer

SessionIdParameter = Annotated[str, PathParameter(description="The session's id.")]


@get("/sessions", **described("List my sessions", ListSessions, *WITH_TOKEN))
async def list_sessions(request: ApiRequest) -> SessionsAnswer:
    sessions = await request.application.list_sessions(request.actor)
    return SessionsAnswer.of(sessions, current=request.actor.require_session())


@delete("/sessions", **described("End my other sessions", EndOtherSessions, *WITH_TOKEN))
async def end_other_sessions(request: ApiRequest) -> None:
    await request.application.end_other_sessions(request.actor)


@delete(
    "/sessions/{session_id:str}",
    **described("End a session of mine", EndSession, *WITH_TOKEN, SessionNotFoundError),
)
async def end_session(request: ApiRequest, session_id: SessionIdParameter) -> None:
    await request.application.end_session(request.actor, SessionId.parse(session_id))


@post(
    "/password",
    status_code=204,
    **described(
        "Change my password", ChangePassword, *WITH_TOKEN, *WITH_JSON, InvalidCredentialsError
    ),
)
async def change_password(request: ApiRequest, data: JSONBody[ChangePasswordBody]) -> None:
    await request.application.change_password(request.actor, data.to_request(), request.caller)


SESSIONS = for_holders(
    "/api/auth",
    [
        tell_methods("/sessions", "DELETE", "GET", "OPTIONS"),
        list_sessions,
        end_other_sessions,
        end_session,
        change_password,
    ],
    "Accounts",
)
