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

Aggregate = TypeVar("Aggregate")
Record = TypeVar("Record", bound=msgspec.Struct)


class StoredForm(Generic[Aggregate, Record]):
    """Both ways between one kind of aggregate and its stored form.

    What cannot be read raises UnreadableRecordError: while versions change, another process, or
    this one after its update, can read what a later version wrote.
    """

    def __init__(
        self,
        record: type[Record],
        to_record: Callable[[Aggregate], Record],
        to_aggregate: Callable[[Record], Aggregate],
    ) -> None:
        self._record = record
        self._to_record = to_record
        self._to_aggregate = to_aggregate
        self._encoder = msgspec.json.Encoder(enc_hook=_to_text)
        self._decoder = msgspec.json.Decoder(record, dec_hook=_to_fraction)

    def to_json(self, aggregate: Aggregate) -> str:
        """Return the record as a JSON object."""
        return self._encoder.encode(self._to_record(aggregate)).decode()

    def from_json(self, text: str) -> Aggregate:
        """Return the aggregate that `to_json` was given."""
        return self._read(lambda: self._decoder.decode(text))

    def to_document(self, aggregate: Aggregate) -> dict[str, Any]:
        """Return the record as a dict of scalars, instants, lists and dicts."""
        document: dict[str, Any] = msgspec.to_builtins(
            self._to_record(aggregate), enc_hook=_to_text, builtin_types=(datetime,)
        )
        return document

    def from_document(self, document: Mapping[str, Any]) -> Aggregate:
        """Return the aggregate that `to_document` was given; keys besides its own are ignored."""
        return self._read(
            lambda: msgspec.convert(
                document, self._record, dec_hook=_to_fraction, builtin_types=(datetime,)
            )
        )

    def _read(self, decode: Callable[[], Record]) -> Aggregate:
        try:
            return self._to_aggregate(decode())
        except ValueError as exc:  # msgspec's own errors are among them
            raise UnreadableRecordError from exc


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
VIDEO_FORM = StoredForm(VideoRecord, from_video, to_video)
USER_FORM = StoredForm(UserRecord, from_user, to_user)
SESSION_FORM = StoredForm(SessionRecord, from_session, to_session)
AUDIT_ENTRY_FORM = StoredForm(AuditEntryRecord, from_audit_entry, to_audit_entry)
PERSONAL_TOKEN_FORM = StoredForm(PersonalTokenRecord, from_personal_token, to_personal_token)
UPLOAD_FORM = StoredForm(UploadRecord, from_upload, to_upload)
KEYED_REQUEST_FORM = StoredForm(KeyedRequestRecord, from_keyed_request, to_keyed_request)
