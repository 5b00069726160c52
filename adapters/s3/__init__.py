"""S3-compatible object stores, as staging and storage both need them."""
