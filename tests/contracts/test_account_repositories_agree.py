"""Every store of users, sessions and tokens behaves as the one in memory does."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_repository import SessionRepository
from application.ports.user_repository import UserRepository
from domain.account.email import EmailAddress
from domain.account.personal_token import PersonalToken
from domain.account.session import Session
from domain.account.user import User
from tests.builders import NOW
from tests.contracts.adapters_under_test.persistence import (
    PERSONAL_TOKEN_REPOSITORIES,
    SESSION_REPOSITORIES,
    USER_REPOSITORIES,
)
from tests.contracts.agreement import Agreement, assert_agreement, others_than_memory
from tests.strategies import personal_tokens, sessions, users

EMAILS = st.sampled_from([EmailAddress(f"{name}@example.com") for name in "abcd"])
MOMENTS = st.integers(0, 5).map(lambda n: NOW + timedelta(milliseconds=n))


class UserAgreement(Agreement[UserRepository]):
    known = Bundle("known")

    @rule(target=known, user=users(), email=EMAILS)
    def add(self, user: User, email: EmailAddress) -> User:
        rival = replace(user, email=email, version=1)
        self.ask(lambda repository: repository.add(rival))
        return rival

    @rule(user=known)
    def look_up(self, user: User) -> None:
        self.ask(lambda repository: repository.get(user.id))
        self.ask(lambda repository: repository.find_by_email(user.email))

    @rule(user=known, password_hash=st.text("abc"))
    def change(self, user: User, password_hash: str) -> None:
        self.ask(
            lambda repository: repository.update(
                user.id, lambda stored: stored.change_password_hash(password_hash)
            )
        )


class SessionAgreement(Agreement[SessionRepository]):
    known = Bundle("known")

    @rule(target=known, session=sessions(), expires_at=MOMENTS, ended_at=st.none() | MOMENTS)
    def add(self, session: Session, expires_at: datetime, ended_at: datetime | None) -> Session:
        session = replace(session, expires_at=expires_at, ended_at=ended_at, version=1)
        self.ask(lambda repository: repository.add(session))
        return session

    @rule(session=known)
    def add_again(self, session: Session) -> None:
        self.ask(lambda repository: repository.add(session))

    @rule(session=known)
    def find(self, session: Session) -> None:
        self.ask(lambda repository: repository.find(session.id))

    @rule(session=known, now=MOMENTS)
    def end(self, session: Session, now: datetime) -> None:
        self.ask(lambda repository: repository.update(session.id, lambda stored: stored.end(now)))

    @rule(session=known, now=MOMENTS, successor=st.sampled_from("xyz"))
    def rotate(self, session: Session, now: datetime, successor: str) -> None:
        life, grace = timedelta(milliseconds=2), timedelta(milliseconds=1)
        self.ask(
            lambda repository: repository.update(
                session.id,
                lambda stored: stored.rotate(
                    session.token_digest, successor, now, life=life, grace=grace
                ),
            )
        )

    @rule(session=known, now=MOMENTS)
    def list_alive(self, session: Session, now: datetime) -> None:
        self.ask(lambda repository: repository.list_alive(session.user_id, now))
        self.ask(lambda repository: repository.list_addresses(session.user_id))

    @rule(now=MOMENTS)
    def sweep(self, now: datetime) -> None:
        self.ask(lambda repository: repository.list_ended_since(now))
        self.ask(lambda repository: repository.remove_expired(now))


class PersonalTokenAgreement(Agreement[PersonalTokenRepository]):
    known = Bundle("known")

    @rule(target=known, token=personal_tokens())
    def add(self, token: PersonalToken) -> PersonalToken:
        token = replace(token, version=1)
        self.ask(lambda repository: repository.add(token))
        return token

    @rule(token=known)
    def look_up(self, token: PersonalToken) -> None:
        self.ask(lambda repository: repository.find(token.id))
        self.ask(lambda repository: repository.list_of(token.user_id))

    @rule(token=known, now=MOMENTS)
    def use(self, token: PersonalToken, now: datetime) -> None:
        self.ask(
            lambda repository: repository.update(token.id, lambda stored: stored.note_use(now))
        )

    @rule(token=known)
    def remove(self, token: PersonalToken) -> None:
        self.ask(lambda repository: repository.remove(token.id))

    @rule(now=MOMENTS)
    def sweep(self, now: datetime) -> None:
        self.ask(lambda repository: repository.remove_expired(now))


@pytest.mark.parametrize("name", others_than_memory(USER_REPOSITORIES))
def test_a_store_of_users_agrees_with_memory(name: str, request: pytest.FixtureRequest) -> None:
    assert_agreement(UserAgreement, USER_REPOSITORIES, name, request)


@pytest.mark.parametrize("name", others_than_memory(SESSION_REPOSITORIES))
def test_a_store_of_sessions_agrees_with_memory(name: str, request: pytest.FixtureRequest) -> None:
    assert_agreement(SessionAgreement, SESSION_REPOSITORIES, name, request)


@pytest.mark.parametrize("name", others_than_memory(PERSONAL_TOKEN_REPOSITORIES))
def test_a_store_of_tokens_agrees_with_memory(name: str, request: pytest.FixtureRequest) -> None:
    assert_agreement(PersonalTokenAgreement, PERSONAL_TOKEN_REPOSITORIES, name, request)
