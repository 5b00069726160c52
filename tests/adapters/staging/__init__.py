"""Staging, where the contract does not reach: crashes, full disks, memory."""
