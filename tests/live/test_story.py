"""The story for real accounts, told on the stand-in, so that it works when somebody has one."""

from pathlib import Path

import pytest

from tests.live.story import tell_story
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def test_the_story_ends_well(
    cloudinary_stand_in: CloudinaryStandIn, film: Path, tmp_path: Path
) -> None:
    told = list(tell_story(tmp_path, cloudinary_stand_in.environment, film))

    assert told[-1] == "is destroyed when it is deleted"


def test_without_an_account_nothing_is_tried(film: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not all set"):
        next(tell_story(tmp_path, {}, film))
