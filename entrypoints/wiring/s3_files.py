"""Staging and media in S3-compatible stores."""

from dependency_injector import containers, providers

from adapters.files.borrowing import BorrowedFiles
from adapters.s3.bucket import S3Bucket
from adapters.s3.check import S3Check
from adapters.s3.connection import S3Access, S3Place
from adapters.staging.object_store import S3StagingArea
from adapters.storage.object_store import S3MediaStore
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


class S3Files(containers.DeclarativeContainer):
    """Each place that is asked for, and its check."""

    stores = providers.Dependency(instance_of=StoreSettings)
    borrowed = providers.Dependency(instance_of=BorrowedFiles)

    _s3 = stores.provided.s3
    staging_bucket = providers.Singleton(_bucket, stores.provided.staging_url, _s3)
    media_bucket = providers.Singleton(_bucket, stores.provided.media_store_url, _s3)

    staging = providers.Singleton(S3StagingArea, staging_bucket, borrowed)
    staging_check = providers.Singleton(S3Check, "staging", staging_bucket)
    media = providers.Singleton(S3MediaStore, media_bucket, borrowed)
    media_check = providers.Singleton(S3Check, "media_store", media_bucket)
