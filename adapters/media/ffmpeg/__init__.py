"""The embedded media engine: ffmpeg and ffprobe as sandboxed child processes."""
