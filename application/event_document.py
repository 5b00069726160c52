"""The one form in which events leave the platform: over HTTP, and in webhooks."""

from application.ports.event_log import LoggedEvent


def document_of(entry: LoggedEvent) -> dict[str, object]:
    """Return an event as JSON has it: `{id, type, videoId, at, data}`."""
    event, facts, failure = entry.event, entry.event.facts, entry.event.facts.failure
    return {
        "id": entry.number,
        "type": event.type.value,
        "videoId": str(event.video_id),
        "at": event.at.isoformat().replace("+00:00", "Z"),
        "data": {
            "title": facts.title.text,
            "status": facts.status.value,
            "progress": facts.progress,
            "complete": facts.complete,
            "failure": failure
            and {
                "code": failure.code.value,
                "message": failure.message,
                "retryable": failure.retryable,
            },
        },
    }
