"""Reading how much may be asked, and how often a login may fail."""

from application.limits import LoginRates, RequestRates
from entrypoints.setting_reader import SettingReader
from entrypoints.units import RATE_FORM, parse_list, parse_rate

_LOGIN_FORM = "rates such as 10/15m,100/1h: per account and address, then per account"


def read_request_rates(reader: SettingReader) -> RequestRates | None:
    """Return the rates of requests; None where they are switched off."""
    default = RequestRates()
    rates = RequestRates(
        auth=reader.parsed("RATE_LIMIT_AUTH", default.auth, parse_rate, RATE_FORM),
        api=reader.parsed("RATE_LIMIT_API", default.api, parse_rate, RATE_FORM),
        upload=reader.parsed("RATE_LIMIT_UPLOAD", default.upload, parse_rate, RATE_FORM),
    )
    return rates if _are_on(reader) else None


def read_login_rates(reader: SettingReader) -> LoginRates | None:
    """Return the rates of failed logins; None where rates are switched off."""
    rates = reader.parsed("LOGIN_MAX_FAILURES", LoginRates(), _parse_login_rates, _LOGIN_FORM)
    return rates if _are_on(reader) else None


def _are_on(reader: SettingReader) -> bool:
    return reader.boolean("RATE_LIMIT_ENABLED", default=True)


def _parse_login_rates(text: str) -> LoginRates:
    rates = [parse_rate(entry) for entry in parse_list(text)]
    match rates:
        case [both]:
            return LoginRates(both, both)
        case [from_network, from_anywhere]:
            return LoginRates(from_network, from_anywhere)
        case _:
            raise ValueError(text)
