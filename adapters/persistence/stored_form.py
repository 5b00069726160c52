"""Aggregates as text for stores of text, and as plain values for stores of documents."""

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec

from adapters.persistence.account_records import (
    SessionRecord,
    UserRecord,
    from_session,
    from_user,
    to_session,
    to_user,
)
from adapters.persistence.audit_records import (
    AuditEntryRecord,
    from_audit_entry,
    to_audit_entry,
)
from adapters.persistence.event_records import EventRecord, from_event, to_event
from adapters.persistence.idempotency_records import (
    KeyedRequestRecord,
    from_keyed_request,
    to_keyed_request,
)
from adapters.persistence.own_video_records import OwnVideoRecord, to_own_video
from adapters.persistence.personal_token_records import (
    PersonalTokenRecord,
    from_personal_token,
    to_personal_token,
)
from adapters.persistence.upload_records import UploadRecord, from_upload, to_upload
from adapters.persistence.video_records import VideoRecord, from_video, to_video
from adapters.persistence.webhook_records import (
    DeliveryRecord,
    EndpointRecord,
    from_delivery,
    from_endpoint,
    to_delivery,
    to_endpoint,
)
from application.errors import UnreadableRecordError
from domain.ids import Id

Told = TypeVar("Told")
Record = TypeVar("Record", bound=msgspec.Struct)


class ReadForm(Generic[Told, Record]):
    """The way from a stored form to what it tells.

    What cannot be read raises UnreadableRecordError: while versions change, another process, or
    this one after its update, can read what a later version wrote.
    """

    def __init__(self, record: type[Record], to_told: Callable[[Record], Told]) -> None:
        self._record = record
        self._to_told = to_told
        self._decoder = msgspec.json.Decoder(record, dec_hook=_to_fraction)

    def from_json(self, text: str) -> Told:
        """Return what a JSON object tells; members besides the record's own are ignored."""
        try:
            return self._to_told(self._decoder.decode(text))
        except ValueError as exc:  # msgspec's own errors are among them
            raise UnreadableRecordError from exc

    def from_document(self, document: Mapping[str, Any]) -> Told:
        """Return what a document tells; keys besides the record's own are ignored."""
        try:
            record = msgspec.convert(
                document, self._record, dec_hook=_to_fraction, builtin_types=(datetime,)
            )
            return self._to_told(record)
        except ValueError as exc:
            raise UnreadableRecordError from exc


class StoredForm(ReadForm[Told, Record]):
    """Both ways between one kind of aggregate and its stored form."""

    def __init__(
        self,
        record: type[Record],
        to_record: Callable[[Told], Record],
        to_told: Callable[[Record], Told],
    ) -> None:
        super().__init__(record, to_told)
        self._to_record = to_record
        self._encoder = msgspec.json.Encoder(enc_hook=_to_text)

    def to_json(self, aggregate: Told) -> str:
        """Return the record as a JSON object, from which `from_json` makes an equal aggregate."""
        return self._encoder.encode(self._to_record(aggregate)).decode()

    def to_document(self, aggregate: Told) -> dict[str, Any]:
        """Return the record as a dict of scalars, instants, lists and dicts."""
        document: dict[str, Any] = msgspec.to_builtins(
            self._to_record(aggregate), enc_hook=_to_text, builtin_types=(datetime,)
        )
        return document


def _to_text(value: object) -> str:
    if isinstance(value, Fraction | Id):
        return str(value)
    raise NotImplementedError(type(value))


def _to_fraction(kind: type[Any], text: str) -> Fraction:
    if kind is not Fraction:
        raise NotImplementedError(kind)
    return _fraction(text)


@lru_cache(maxsize=256)
def _fraction(text: str) -> Fraction:
    """Return the number of a text; the rates and aspects of all videos are a handful."""
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator or 1))


DELIVERY_FORM = StoredForm(DeliveryRecord, from_delivery, to_delivery)
ENDPOINT_FORM = StoredForm(EndpointRecord, from_endpoint, to_endpoint)
EVENT_FORM = StoredForm(EventRecord, from_event, to_event)
OWN_VIDEO_FORM = ReadForm(OwnVideoRecord, to_own_video)
VIDEO_FORM = StoredForm(VideoRecord, from_video, to_video)
USER_FORM = StoredForm(UserRecord, from_user, to_user)
SESSION_FORM = StoredForm(SessionRecord, from_session, to_session)
AUDIT_ENTRY_FORM = StoredForm(AuditEntryRecord, from_audit_entry, to_audit_entry)
PERSONAL_TOKEN_FORM = StoredForm(PersonalTokenRecord, from_personal_token, to_personal_token)
UPLOAD_FORM = StoredForm(UploadRecord, from_upload, to_upload)
KEYED_REQUEST_FORM = StoredForm(KeyedRequestRecord, from_keyed_request, to_keyed_request)
