"""Which adapter stands behind the ports that keep files."""

from collections.abc import Callable
from pathlib import Path

from dependency_injector import containers, providers

from adapters.files.borrowing import BorrowedFiles
from adapters.files.writable_folder import WritableFolderCheck
from adapters.s3.bucket import S3Bucket
from adapters.s3.check import S3Check
from adapters.s3.connection import S3Access, S3Place
from adapters.staging.local_disk import LocalDiskStagingArea
from adapters.staging.memory import MemoryStagingArea
from adapters.staging.object_store import S3StagingArea
from adapters.storage.local_disk import LocalDiskMediaStore
from adapters.storage.memory import MemoryMediaStore
from adapters.storage.object_store import S3MediaStore
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck
from application.ports.worker_presence import WorkerPresence
from entrypoints.settings import S3Settings, StoreSettings


def _bucket(url: str, s3: S3Settings) -> S3Bucket:
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    access = S3Access(
        access_key_id=s3.access_key_id,
        secret_access_key=s3.secret_access_key,
        region=s3.region,
        endpoint_url=s3.endpoint_url,
    )
    return S3Bucket(S3Place(bucket, prefix), access)


def _below(folder: Path, *names: str) -> Path:
    return folder.joinpath(*names)


def _checks(
    stores: StoreSettings, media: Callable[[], S3Bucket], staging: Callable[[], S3Bucket]
) -> list[DependencyCheck]:
    """Return a check for each place; engines work below the data folder wherever files are kept."""
    if stores.in_memory:
        return []
    checks: list[DependencyCheck] = [WritableFolderCheck("storage", stores.data_dir)]
    if stores.media == "s3":
        checks.append(S3Check("media_store", media()))
    if stores.staging == "s3":
        checks.append(S3Check("staging", staging()))
    return checks


class FileStores(containers.DeclarativeContainer):
    """Staging and media, each in memory, on disk or in an S3-compatible store."""

    stores = providers.Dependency(instance_of=StoreSettings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    host_clock: providers.Dependency[Clock] = providers.Dependency()
    presence: providers.Dependency[WorkerPresence] = providers.Dependency()

    _data_dir = stores.provided.data_dir
    _s3 = stores.provided.s3

    borrowed = providers.Singleton(
        BorrowedFiles, providers.Factory(_below, _data_dir, "scratch", "sources"), presence
    )
    staging_bucket = providers.Singleton(_bucket, stores.provided.staging_url, _s3)
    media_bucket = providers.Singleton(_bucket, stores.provided.media_store_url, _s3)

    staging = providers.Selector(
        stores.provided.staging,
        memory=providers.Singleton(MemoryStagingArea, clock),
        disk=providers.Singleton(
            LocalDiskStagingArea, providers.Factory(_below, _data_dir, "staging")
        ),
        s3=providers.Singleton(S3StagingArea, staging_bucket, borrowed),
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
        s3=providers.Singleton(S3MediaStore, media_bucket, borrowed),
    )
    checks = providers.Singleton(_checks, stores, media_bucket.provider, staging_bucket.provider)
