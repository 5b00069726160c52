"""Personal access tokens."""

from typing import Annotated

from litestar import delete, get, post
from litestar.params import JSONBody, PathParameter

from application.errors import PersonalTokenNotFoundError, TooManyTokensError
from application.use_cases.accounts.create_personal_token import CreatePersonalToken
from application.use_cases.accounts.list_personal_tokens import ListPersonalTokens
from application.use_cases.accounts.remove_personal_token import RemovePersonalToken
from domain.ids import PersonalTokenId
from entrypoints.http.describing import WITH_JSON, WITH_TOKEN, described
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.routes.methods import tell_methods
from entrypoints.http.schemas.tokens import CreatedTokenAnswer, CreateTokenBody, TokensAnswer

TokenIdParameter = Annotated[str, PathParameter(description="The token's id.")]


@post(
    "/",
    **described("Make a token", CreatePersonalToken, *WITH_TOKEN, *WITH_JSON, TooManyTokensError),
)
async def create_token(request: ApiRequest, data: JSONBody[CreateTokenBody]) -> CreatedTokenAnswer:
    created = await request.application.create_personal_token(request.actor, data.to_request())
    return CreatedTokenAnswer.of_created(created)


@get("/", **described("List my tokens", ListPersonalTokens, *WITH_TOKEN))
async def list_tokens(request: ApiRequest) -> TokensAnswer:
    return TokensAnswer.of(await request.application.list_personal_tokens(request.actor))


@delete(
    "/{token_id:str}",
    **described("Remove a token", RemovePersonalToken, *WITH_TOKEN, PersonalTokenNotFoundError),
)
async def remove_token(request: ApiRequest, token_id: TokenIdParameter) -> None:
    wanted = PersonalTokenId.parse(token_id)
    await request.application.remove_personal_token(request.actor, wanted)


TOKENS = for_holders(
    "/api/auth/tokens",
    [
        tell_methods("/", "GET", "OPTIONS", "POST"),
        create_token,
        list_tokens,
        remove_token,
    ],
    "Tokens",
)
