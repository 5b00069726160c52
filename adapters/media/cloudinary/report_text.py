"""Notifications about one video, reduced to what decides and added up in any order."""

from collections.abc import Mapping
from typing import Any, Self

import msgspec

from adapters.media.cloudinary import unconfirmed


class ReportText(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """What Cloudinary has said so far.

    `batches` holds for each batch that ended why each item failed, empty where it is there.
    `uploads` holds for each version of the asset the batch that was begun with it.
    """

    batches: dict[str, dict[str, str]] = {}
    uploads: dict[str, str] = {}

    @classmethod
    def read(cls, text: str | None) -> Self:
        """Return what `text` was written from, and nothing where it is not ours."""
        try:
            return msgspec.json.decode(text or "{}", type=cls)
        except msgspec.DecodeError:
            return cls()

    def write(self) -> str:
        """Return the same text for the same content, in whatever order it came."""
        return msgspec.json.encode(self, order="sorted").decode()

    def added_to(self, other: Self) -> Self:
        """Return both; where they contradict each other, the failure holds."""
        batches = {
            batch: _together(self.batches.get(batch, {}), other.batches.get(batch, {}))
            for batch in self.batches.keys() | other.batches.keys()
        }
        return type(self)(batches, _together(self.uploads, other.uploads))


def read_notification(document: Mapping[str, Any]) -> ReportText | None:
    """Return what a notification says; None for kinds that decide nothing."""
    match document.get("notification_type"):
        case "eager":
            items = document.get("eager") or []
            outcomes = {
                unconfirmed.format_of_item(item): unconfirmed.reason_of_item(item) or ""
                for item in items
            }
            return ReportText(batches={str(document.get("batch_id", "")): outcomes})
        case "upload":
            eager = document.get("eager") or [{}]
            version = str(document.get("version", ""))
            return ReportText(uploads={version: str(eager[0].get("batch_id", ""))})
        case _:
            return None


def _together(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {name: max(one.get(name, ""), other.get(name, "")) for name in one.keys() | other.keys()}
