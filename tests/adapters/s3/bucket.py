"""A place in a bucket of the tests' own server."""

from adapters.s3.bucket import S3Bucket
from adapters.s3.connection import S3Access, S3Place


def bucket_at(endpoint_url: str, name: str) -> S3Bucket:
    """Return the place that the tests use in the bucket `name`."""
    access = S3Access(access_key_id="test", secret_access_key="test", endpoint_url=endpoint_url)
    return S3Bucket(S3Place(name, "an/installation"), access)
