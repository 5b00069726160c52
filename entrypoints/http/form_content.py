"""What tells one uploaded form from another under one idempotency key."""

import hashlib
from collections.abc import AsyncIterator

from entrypoints.http.multipart_form import FilePart, Part, TextPart

FormContent = tuple[str, str, str]


def content_of(title: str, description: str | None, sha256: str) -> FormContent:
    """Return title, description and the digest of the bytes, blanks around texts left out."""
    return title.strip(), (description or "").strip(), sha256


async def hash_form(parts: AsyncIterator[Part]) -> FormContent:
    """Return the content of a form of which nothing is kept."""
    texts, sha256 = {"title": "", "description": ""}, hashlib.sha256()
    async for part in parts:
        match part:
            case FilePart():
                async for chunk in part.chunks:
                    sha256.update(chunk)
            case TextPart():
                texts[part.name] = part.text
    return content_of(texts["title"], texts["description"], sha256.hexdigest())
