"""The engines that the whole product is tried on, and what is to be seen of their work."""

from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from tests.e2e.children import media_children
from tests.e2e.person import Json
from tests.e2e.product import Product
from tests.files_below import files_below
from tests.services.cloudinary.faults import late
from tests.services.cloudinary.stand_in import CloudinaryStandIn

FFMPEG, CLOUDINARY = "ffmpeg", "Cloudinary"
ENGINES = (FFMPEG, CLOUDINARY)

ON_EVERY_ENGINE = pytest.mark.engines(*ENGINES)
"""The others are tried on ffmpeg, or on the one that `--engine` names."""

OF_FFMPEG = pytest.mark.of_engine(FFMPEG)
OF_CLOUDINARY = pytest.mark.of_engine(CLOUDINARY)
"""What they are about is a fact of one engine's work; they are left out where another is chosen."""

_LONG_ENOUGH_S = 0.5


class Engine(Protocol):
    """What stories must know of an engine; `settings` choose it.

    `memory_bytes` is what the product needs for it beside everything else.
    `publishes_files` says whether what it makes lies in our own media store.
    `code_of_zeros` is the failure of a file that begins as a film does, and goes on with zeros.
    """

    settings: Mapping[str, str]
    memory_bytes: int
    publishes_files: bool
    code_of_zeros: str

    @abstractmethod
    def has_begun(self, product: Product, video: Json) -> bool:
        """Tell whether work on a video has begun that a crash would interrupt."""

    @abstractmethod
    def linger(self, videos: int) -> None:
        """Have the work on the next `videos` last long enough to be seen."""

    @abstractmethod
    def busy_with(self, product: Product) -> int:
        """Return how many videos are being worked on at this moment."""

    @abstractmethod
    def files_of(self, product: Product, video: Json) -> list[str]:
        """Return what there is of a video, wherever the engine keeps it."""

    @abstractmethod
    def assert_extras(self, video: Json) -> None:
        """Assert that a complete video has what this engine makes beside renditions."""


class Install(Protocol):
    """Makes an installation with the engine of a test; nothing of it runs yet."""

    def __call__(self, folder: Path, settings: Mapping[str, str] | None = None) -> Product:
        """Return the installation of a folder, which is made where it is not there."""


class Ffmpeg(Engine):
    """Works on this machine."""

    def __init__(self) -> None:
        self.settings = {}
        self.memory_bytes = 0
        self.publishes_files = True
        self.code_of_zeros = "corrupt_media"

    def has_begun(self, product: Product, video: Json) -> bool:
        scratch = files_below(product.data_dir / "scratch")
        return any(path.suffix == ".m4s" and video["id"] in str(path) for path in scratch)

    def linger(self, videos: int) -> None:
        pass

    def busy_with(self, product: Product) -> int:
        return len({child.folder for child in media_children(product.data_dir)})

    def files_of(self, product: Product, video: Json) -> list[str]:
        return list(map(str, files_below(product.data_dir / "media" / video["id"])))

    def assert_extras(self, video: Json) -> None:
        assert video["placeholder"].startswith("data:image/jpeg;base64,")
        assert video["storyboardUrl"].endswith("/storyboard.vtt")
        preview = httpx.get(video["previewUrl"])
        assert preview.headers["content-type"] == "video/mp4"


class Cloudinary(Engine):
    """Works elsewhere, and is played by the stand-in."""

    def __init__(self, stand_in: CloudinaryStandIn) -> None:
        self.settings = stand_in.environment
        self.memory_bytes = 64 * 1024**2
        self.publishes_files = False
        self.code_of_zeros = "not_a_video"
        self.stand_in = stand_in

    def has_begun(self, product: Product, video: Json) -> bool:  # noqa: ARG002 - ids are unique
        sent = self.stand_in.of_kind("upload", "chunk")
        return any(call.text("public_id").endswith(video["id"]) for call in sent)

    def linger(self, videos: int) -> None:
        self.stand_in.faults.add("upload", late(_LONG_ENOUGH_S), times=videos)

    def busy_with(self, product: Product) -> int:  # noqa: ARG002 - one product at a time is busy
        return self.stand_in.under_way("upload", "chunk")

    def files_of(self, product: Product, video: Json) -> list[str]:  # noqa: ARG002 - ids are unique
        ids = [asset.public_id for asset in self.stand_in.assets]
        return [public_id for public_id in ids if public_id.endswith(video["id"])]

    def assert_extras(self, video: Json) -> None:
        assert video["placeholder"].startswith("data:image/webp;base64,")
        assert (video["storyboardUrl"], video["previewUrl"]) == (None, None)
