"""The words of the tus protocol 1.0.0: headers into requests, and back.

Source: https://tus.io/protocols/resumable-upload, core and the extensions creation,
creation-with-upload, creation-defer-length, expiration, checksum and termination.
"""
