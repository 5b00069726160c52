"""What owners do with resumable uploads, which end as videos or as nothing."""
