"""A place that answers."""

import pytest

from adapters.s3.bucket import S3Bucket
from tests.adapters.s3.bucket import bucket_at
from tests.services.s3 import Bucket


@pytest.fixture
def bucket(s3_bucket: Bucket) -> S3Bucket:
    return bucket_at(s3_bucket.endpoint_url, s3_bucket.name)
