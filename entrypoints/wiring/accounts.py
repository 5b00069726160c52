"""The use-cases of accounts, sessions and tokens, wired to ports."""

from dependency_injector import containers, providers

from application.limits import AccountLimits
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.password_hasher import PasswordHasher
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.rate_limits import RateLimits
from application.ports.session_repository import SessionRepository
from application.ports.session_revocations import SessionRevocations
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.authenticate import Authenticate
from application.use_cases.accounts.change_password import ChangePassword
from application.use_cases.accounts.check_actor import CheckActor
from application.use_cases.accounts.check_personal_token import CheckPersonalToken
from application.use_cases.accounts.create_personal_token import CreatePersonalToken
from application.use_cases.accounts.credentials import CredentialIssuer
from application.use_cases.accounts.end_other_sessions import EndOtherSessions
from application.use_cases.accounts.end_session import EndSession
from application.use_cases.accounts.forget_expired import ForgetExpired
from application.use_cases.accounts.get_account import GetAccount
from application.use_cases.accounts.list_personal_tokens import ListPersonalTokens
from application.use_cases.accounts.list_sessions import ListSessions
from application.use_cases.accounts.log_in import LogIn
from application.use_cases.accounts.log_out import LogOut
from application.use_cases.accounts.login_guard import LoginGuard
from application.use_cases.accounts.password_policy import PasswordPolicy
from application.use_cases.accounts.refresh_session import RefreshSession
from application.use_cases.accounts.register_user import RegisterUser
from application.use_cases.accounts.remove_personal_token import RemovePersonalToken
from application.use_cases.accounts.session_endings import SessionEndings
from application.use_cases.accounts.session_use import SessionUse


class Accounts(containers.DeclarativeContainer):
    """One provider for each use-case, and for what other use-cases share with them."""

    limits = providers.Dependency(instance_of=AccountLimits)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    users: providers.Dependency[UserRepository] = providers.Dependency()
    sessions: providers.Dependency[SessionRepository] = providers.Dependency()
    personal_tokens: providers.Dependency[PersonalTokenRepository] = providers.Dependency()
    hasher: providers.Dependency[PasswordHasher] = providers.Dependency()
    access_tokens: providers.Dependency[AccessTokens] = providers.Dependency()
    revocations: providers.Dependency[SessionRevocations] = providers.Dependency()
    rate_limits: providers.Dependency[RateLimits] = providers.Dependency()
    common_passwords: providers.Dependency[frozenset[str]] = providers.Dependency()

    issuer = providers.Singleton(
        CredentialIssuer, users, sessions, access_tokens, clock, ids, limits
    )
    policy = providers.Singleton(PasswordPolicy, limits, common_passwords)
    endings = providers.Singleton(SessionEndings, sessions, revocations, clock)
    use = providers.Singleton(SessionUse, sessions)
    guard = providers.Singleton(LoginGuard, rate_limits, sessions, limits.provided.login_rates)
    check_personal_token = providers.Singleton(CheckPersonalToken, personal_tokens, users)
    check_actor = providers.Singleton(CheckActor, revocations, personal_tokens, users, clock)

    register_user = providers.Singleton(RegisterUser, users, hasher, issuer, clock, ids, policy)
    log_in = providers.Singleton(LogIn, users, hasher, issuer, guard, limits)
    refresh_session = providers.Singleton(
        RefreshSession, users, sessions, endings, issuer, clock, limits
    )
    log_out = providers.Singleton(LogOut, endings)
    authenticate = providers.Singleton(
        Authenticate, access_tokens, revocations, use, check_personal_token, clock
    )
    get_account = providers.Singleton(GetAccount, users)
    change_password = providers.Singleton(
        ChangePassword, users, get_account, hasher, policy, endings, guard, limits
    )
    list_sessions = providers.Singleton(ListSessions, sessions, clock)
    end_session = providers.Singleton(EndSession, sessions, endings, clock)
    end_other_sessions = providers.Singleton(EndOtherSessions, endings)
    create_personal_token = providers.Singleton(CreatePersonalToken, personal_tokens, clock, ids)
    list_personal_tokens = providers.Singleton(ListPersonalTokens, personal_tokens)
    remove_personal_token = providers.Singleton(RemovePersonalToken, personal_tokens)
    forget_expired = providers.Singleton(ForgetExpired, sessions, personal_tokens, clock, limits)
