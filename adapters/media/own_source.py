"""What an engine that works here needs to begin."""

from application.errors import ProcessingFailedError
from application.ports.media_engine import EngineJob
from application.ports.source_file import SourceFile
from domain.video.failure import FailureCode


def require_source(job: EngineJob) -> SourceFile:
    """Return the source of a job.

    Raises:
        ProcessingFailedError: it lies with a hosted engine that was in use before.
    """
    if job.source is None:
        code = FailureCode.ENGINE_UNAVAILABLE
        raise ProcessingFailedError(code, "the original lies with another engine")
    return job.source
