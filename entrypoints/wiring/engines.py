"""Which media engine works, and what only it can do."""

import os
import secrets
import shutil
import tempfile
import weakref
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from dependency_injector import containers, providers

from adapters.files.borrowing import BorrowedFiles
from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from adapters.media.ffmpeg.binaries import locate_binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.sample_clip import make_sample_clip
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.memory import MemoryMediaEngine
from adapters.media.memory_hosted_media import MemoryHostedMedia
from adapters.media.no_direct_uploads import NoDirectUploads
from adapters.media.no_hosted_media import NoHostedMedia
from adapters.media.silent_reports import SilentEngineReports
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from entrypoints.settings import MediaSettings, Settings

_MOST_USEFUL_THREADS = 8
"""More take memory for each, and 4K would outgrow the default bound of a child."""


def _memory_engine() -> MemoryMediaEngine:
    """Return an engine with a folder that is made when it is needed, and ends with the engine."""
    folder = Path(tempfile.gettempdir()) / f"media-engine-{secrets.token_hex(8)}"
    engine = MemoryMediaEngine(folder)
    weakref.finalize(engine, shutil.rmtree, folder, ignore_errors=True)
    return engine


async def _local_source(path: Path) -> LocalSourceFile:
    return await LocalSourceFile.at(path, DiskThreads("source", 1))


def _sample_clip(media: MediaSettings, path: Path) -> None:
    make_sample_clip(locate_binaries(media.ffmpeg_path, media.ffprobe_path).ffmpeg, path)


def _ffmpeg_engine(media: MediaSettings, data_dir: Path) -> FfmpegEngine:
    programs = locate_binaries(media.ffmpeg_path, media.ffprobe_path)
    bounds = FfmpegSettings(
        threads=media.encoder_threads or min(os.cpu_count() or 1, _MOST_USEFUL_THREADS),
        loudness_lufs=media.loudness_lufs,
        limits=media.limits,
        probe_timeout_s=media.probe_timeout.total_seconds(),
        memory_bytes=media.transcode_memory_bytes,
        max_output_ratio=media.max_output_ratio,
    )
    if media.transcode_timeout is not None:
        timeout_s = media.transcode_timeout.total_seconds()
        bounds = replace(bounds, min_timeout_s=timeout_s, max_timeout_s=timeout_s)
    return FfmpegEngine(programs.ffmpeg, programs.ffprobe, data_dir / "scratch", bounds)


def _hosting(settings: Settings, clock: Clock, ids: IdGenerator, borrowed: BorrowedFiles) -> object:
    from entrypoints.wiring.hosting import Hosting  # noqa: PLC0415 - its SDK takes 0.2 s to import

    return Hosting(settings, clock, ids, borrowed)


class Engines(containers.DeclarativeContainer):
    """The engine, what it says and keeps elsewhere, and files of this machine to show to it.

    `connection` is opened and closed with the platform.
    """

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()

    borrowed = providers.Dependency(instance_of=BorrowedFiles)

    hosting = providers.Singleton(_hosting, settings, clock, ids, borrowed)

    engine = providers.Selector(
        settings.provided.media.engine,
        cloudinary=hosting.provided.engine,
        memory=providers.Singleton(_memory_engine),
        ffmpeg=providers.Singleton(
            _ffmpeg_engine, settings.provided.media, settings.provided.stores.data_dir
        ),
    )
    reports = providers.Selector(
        settings.provided.media.engine,
        memory=providers.Singleton(SilentEngineReports),
        ffmpeg=providers.Singleton(SilentEngineReports),
        cloudinary=hosting.provided.reports,
    )
    connection = providers.Selector(
        settings.provided.media.engine,
        memory=providers.Factory(nullcontext),
        ffmpeg=providers.Factory(nullcontext),
        cloudinary=hosting.provided.opened.call(),
    )
    checks = providers.Selector(
        settings.provided.media.engine,
        memory=providers.List(),
        ffmpeg=providers.List(),
        cloudinary=providers.List(hosting.provided.check),
    )
    hosted_media = providers.Selector(
        settings.provided.media.engine,
        memory=providers.Singleton(MemoryHostedMedia),
        ffmpeg=providers.Singleton(NoHostedMedia),
        cloudinary=hosting.provided.hosted_media,
    )
    direct_uploads = providers.Selector(
        settings.provided.media.engine,
        memory=providers.Singleton(NoDirectUploads),
        ffmpeg=providers.Singleton(NoDirectUploads),
        cloudinary=hosting.provided.direct_uploads,
    )
    local_source = providers.Callable(_local_source)
    sample_clip = providers.Callable(_sample_clip, settings.provided.media)
