"""What accounts and sessions refuse."""

from domain.errors import ErrorKind, PlatformError


class InvalidCredentialsError(PlatformError):
    """E-mail and password do not open an account; which of them, nobody is told."""

    code = "invalid_credentials"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The e-mail address or the password is wrong."


class UnauthenticatedError(PlatformError):
    """The caller has not said who they are."""

    code = "unauthenticated"
    kind = ErrorKind.UNAUTHENTICATED
    message = "Log in first."


class InvalidTokenError(PlatformError):
    """The access token is not one of ours, or its session has ended."""

    code = "invalid_token"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The token is not valid. Log in again."


class TokenExpiredError(PlatformError):
    """The access token was ours and ran out."""

    code = "token_expired"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The token has expired. Refresh it, or log in again."


class InvalidRefreshTokenError(InvalidTokenError):
    """The refresh token is unknown, or its session is over."""


class RefreshTokenRotatedError(PlatformError):
    """The refresh token was replaced a moment ago: use the newer one."""

    code = "refresh_token_rotated"
    kind = ErrorKind.UNAUTHENTICATED
    message = "This refresh token was just replaced. Use the newer one."


class RefreshTokenReusedError(PlatformError):
    """A refresh token that was replaced long ago came back: the session is ended."""

    code = "refresh_token_reused"
    kind = ErrorKind.UNAUTHENTICATED
    message = "This refresh token was used before. The session has been ended."
