"""The steps of an upload, of processing and of a deletion, by the calls that end them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """The process dies right after the `call`th time that `method` of `port` has returned.

    So between two steps of a list it dies once, whatever lies between them.
    """

    name: str
    port: str
    method: str
    call: int = 1


UNRECORDED = (
    Step("the first bytes are staged", "writer", "write"),
    Step("the file is sealed", "writer", "seal"),
)
"""Steps of an upload that leave no video."""

RECORDED = (
    Step("the record is written", "videos", "add"),
    Step("a worker is woken and nothing answered", "jobs", "wake"),
)
"""Steps of an upload that leave a video whose owner was not told."""

PROCESSING = (
    Step("the claim is taken", "videos", "update", 1),
    Step("the plan is noted", "videos", "update", 2),
    Step("the thumbnail is moved", "media", "take", 1),
    Step("the placeholder is kept", "videos", "update", 3),
    Step("the first rendition is moved", "media", "take", 2),
    Step("the first rendition is published", "videos", "update", 4),
    Step("progress is saved", "videos", "update", 5),
    Step("the second rendition is moved", "media", "take", 3),
    Step("the second rendition is published", "videos", "update", 6),
    Step("the storyboard is moved", "media", "take", 4),
    Step("the storyboard is published", "videos", "update", 7),
    Step("the source is kept", "media", "keep_source", 1),
    Step("the work is finished", "videos", "update", 8),
    Step("the staged bytes are removed", "staging", "remove", 1),
)
"""Steps of processing an acknowledged video of two renditions."""

DELETION = (
    Step("the video is hidden", "videos", "update", 1),
    Step("the staged bytes are removed", "staging", "remove", 1),
    Step("the published files are removed", "media", "remove_video", 1),
    Step("the record is forgotten", "videos", "purge", 1),
)
"""Steps of deleting a video that is complete."""
