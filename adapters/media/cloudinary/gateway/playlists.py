"""Playlists as Cloudinary writes them, and as our players are to meet them.

Source: RFC 8216 for where addresses may stand.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit

from adapters.media.cloudinary.gateway.addresses import Target
from application.errors import StorageUnavailableError

_ADDRESS = re.compile(r'(\bURI=")([^"]*)(")')
_EXTENSIONS = "m3u8|ts|m4s|mp4|vtt"

Spell = Callable[[Target], str]


class PlaylistReader:
    """Knows the addresses of one asset."""

    def __init__(self, root: str, public_id: str) -> None:
        """Take what every path of the asset looks like.

        Args:
            root: what the paths of the account begin with.
            public_id: the asset's.
        """
        self._path = re.compile(
            rf"{re.escape(root)}(?:s--[\w-]+--/)?(?:(?P<transformation>[^?#]+?)/)?(?:v\d+/)?"
            rf"{re.escape(public_id)}(?P<ending>[A-Za-z0-9_/-]*)\.(?P<extension>{_EXTENSIONS})",
            re.ASCII,
        )

    def rewrite(self, playlist: bytes, url: str, spell: Spell) -> bytes:
        """Return a playlist with every address spelled anew.

        Args:
            playlist: as it was delivered.
            url: from where.
            spell: returns what is to stand in place of an address.

        Raises:
            StorageUnavailableError: it is no playlist, or leads away from the asset.
        """
        try:
            text = playlist.decode("utf-8")
        except UnicodeDecodeError as exc:
            raise StorageUnavailableError from exc
        if not text.startswith("#EXTM3U"):
            raise StorageUnavailableError

        def spelled(address: str) -> str:
            return spell(self._read(address, url))

        return "".join(_line(line, spelled) for line in text.splitlines(keepends=True)).encode()

    def _read(self, address: str, url: str) -> Target:
        """Return which file of the asset an address names; signatures and queries are dropped."""
        try:
            parts = urlsplit(urljoin(url, address))
        except ValueError as exc:
            raise StorageUnavailableError from exc
        found = self._path.fullmatch(unquote(parts.path))
        if found is None or parts.netloc != urlsplit(url).netloc:
            raise StorageUnavailableError
        return Target(found["transformation"] or "", found["ending"], found["extension"])


def _line(line: str, spelled: Callable[[str], str]) -> str:
    content = line.strip()
    if not content:
        return line
    if content.startswith("#"):
        return _ADDRESS.sub(lambda found: found[1] + spelled(found[2]) + found[3], line)
    return line.replace(content, spelled(content))
