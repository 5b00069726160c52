"""What an engine made of clips, each shown once for all tests that look at it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from application.ports.media_engine import MediaEngine
from tests.media.clips import Studio
from tests.media.showing import Showing, show, source_at


@dataclass(slots=True)
class Gallery:
    """Publishes into `folder`, one subfolder per clip."""

    engine: MediaEngine
    studio: Studio
    folder: Path
    _showings: dict[str, Showing] = field(default_factory=dict)

    async def showing(self, name: str, make: Callable[[Studio], Path]) -> Showing:
        """Return what became of the clip that `make` makes, under this name."""
        if name not in self._showings:
            source = source_at(make(self.studio))
            self._showings[name] = await show(self.engine, source, self.folder / name)
        return self._showings[name]
