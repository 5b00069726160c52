"""A stand-in for Cloudinary: its protocol over loopback HTTP, written from its documentation.

It shares no code with the SDK or with the adapter, so either may be tried against it.
"""
