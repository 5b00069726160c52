"""The wire: what requests may hold and what answers do hold, one file per resource."""
