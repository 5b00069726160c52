"""What a master playlist lists."""

from adapters.media.cloudinary.manifest import read_renditions
from domain.video.renditions import Rendition

_MASTER = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=700000,CODECS="avc1.42C01E,mp4a.40.2",RESOLUTION=640x360
/cloud/low.m3u8
#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=5000000,BANDWIDTH=9000000,RESOLUTION=1080x1920
/cloud/high.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"
/cloud/sound.m3u8
"""


def test_renditions_are_read_highest_first_and_named_by_their_short_side() -> None:
    assert read_renditions(_MASTER) == (
        Rendition("1080p", 1080, 1920, 5_000_000),
        Rendition("360p", 640, 360, 700_000),
    )


def test_what_is_no_master_playlist_lists_nothing() -> None:
    assert read_renditions("") == ()
    assert read_renditions("#EXTM3U\n#EXT-X-STREAM-INF:RESOLUTION=axb,BANDWIDTH=x\n") == ()
