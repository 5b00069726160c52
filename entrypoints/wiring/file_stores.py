"""Which adapter stands behind the ports that keep files."""

from collections.abc import Callable
from pathlib import Path

from dependency_injector import containers, providers

from adapters.files.borrowing import BorrowedFiles
from adapters.files.writable_folder import WritableFolderCheck
from adapters.staging.local_disk import LocalDiskStagingArea
from adapters.staging.memory import MemoryStagingArea
from adapters.storage.local_disk import LocalDiskMediaStore
from adapters.storage.memory import MemoryMediaStore
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck
from application.ports.worker_presence import WorkerPresence
from entrypoints.settings import StoreSettings
from entrypoints.wiring import on_demand


def _below(folder: Path, *names: str) -> Path:
    return folder.joinpath(*names)


def _checks(
    stores: StoreSettings,
    media: Callable[[], DependencyCheck],
    staging: Callable[[], DependencyCheck],
) -> list[DependencyCheck]:
    """Return a check for each place; engines work below the data folder wherever files are kept."""
    if stores.in_memory:
        return []
    checks: list[DependencyCheck] = [WritableFolderCheck("storage", stores.data_dir)]
    if stores.media == "s3":
        checks.append(media())
    if stores.staging == "s3":
        checks.append(staging())
    return checks


class FileStores(containers.DeclarativeContainer):
    """Staging and media, each in memory, on disk or in an S3-compatible store."""

    stores = providers.Dependency(instance_of=StoreSettings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    host_clock: providers.Dependency[Clock] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()

    _data_dir = stores.provided.data_dir

    borrowed = providers.Singleton(
        BorrowedFiles, providers.Factory(_below, _data_dir, "scratch", "sources"), presence
    )
    s3 = providers.Singleton(on_demand.s3_files, stores, borrowed)

    staging = providers.Selector(
        stores.provided.staging,
        memory=providers.Singleton(MemoryStagingArea, clock),
        disk=providers.Singleton(
            LocalDiskStagingArea, providers.Factory(_below, _data_dir, "staging")
        ),
        s3=s3.provided.staging.call(),
    )
    staging_clock = providers.Selector(
        stores.provided.staging, memory=clock, disk=host_clock, s3=clock
    )
    media = providers.Selector(
        stores.provided.media,
        memory=providers.Singleton(MemoryMediaStore),
        disk=providers.Singleton(
            LocalDiskMediaStore, providers.Factory(_below, _data_dir, "media")
        ),
        s3=s3.provided.media.call(),
    )
    media_check = s3.provided.media_check.call()
    staging_check = s3.provided.staging_check.call()
    checks = providers.Singleton(_checks, stores, media_check.provider, staging_check.provider)
