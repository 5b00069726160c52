"""Which passwords may be chosen here."""

from application.limits import AccountLimits
from domain.account.password import PlainPassword


class PasswordPolicy:
    """Judges new passwords by the operator's bounds and the list of common ones."""

    def __init__(self, limits: AccountLimits, common_passwords: frozenset[str]) -> None:
        self._limits = limits
        self._common_passwords = common_passwords

    def choose(
        self, text: str, *, personal: tuple[str, ...], field: str = "password"
    ) -> PlainPassword:
        """Return a new password.

        Args:
            text: the password as typed.
            personal: the name and e-mail address of the person.
            field: where it came from, for the error.

        Raises:
            ValidationFailedError: why `field` is refused.
        """
        return PlainPassword.choose(
            text,
            field=field,
            min_chars=self._limits.password_min_chars,
            max_chars=self._limits.password_max_chars,
            common=self._common_passwords,
            personal=personal,
        )
