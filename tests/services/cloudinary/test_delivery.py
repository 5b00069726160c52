"""What was made is delivered to whoever has a signature or a token, and plays."""

from pathlib import Path

import cloudinary.uploader
import cloudinary.utils
import httpx
import m3u8
import pytest

from tests.media.clips import Studio
from tests.media.judge import Judge
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_MASTER = {"streaming_profile": "hd", "format": "m3u8"}


@pytest.fixture(params=[True, False], ids=["byte_ranges", "files"])
def filled(
    request: pytest.FixtureRequest, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> CloudinaryStandIn:
    """Return a stand-in with one finished video."""
    cloudinary_stand_in.core.in_one_file = request.param
    _upload(cloudinary_stand_in, studio.two_rungs())
    cloudinary_stand_in.processing.wait()
    return cloudinary_stand_in


def _upload(stand_in: CloudinaryStandIn, clip: Path) -> None:
    cloudinary.uploader.upload(
        str(clip),
        resource_type="video",
        type="authenticated",
        public_id="owner/video",
        eager=[_MASTER],
        eager_async=True,
        **stand_in.sdk_options,
    )


def _url(stand_in: CloudinaryStandIn, **options: object) -> str:
    asset = stand_in.assets.find(("video", "authenticated", "owner/video"))
    assert asset is not None
    url, _ = cloudinary.utils.cloudinary_url(
        "owner/video",
        resource_type="video",
        type="authenticated",
        version=asset.version,
        sign_url=True,
        cname=stand_in.base_url.removeprefix("http://"),
        secure=False,
        cloud_name=stand_in.account.cloud_name,
        api_secret=stand_in.account.api_secret,
        **options,
    )
    return str(url)


@pytest.mark.parametrize("long", [True, False])
def test_a_signature_opens_one_address(filled: CloudinaryStandIn, long: bool) -> None:
    address = _url(filled, **_MASTER, long_url_signature=long)

    assert httpx.get(address).text.startswith("#EXTM3U")
    assert httpx.get(address.replace("sp_hd", "sp_sd")).status_code == 401
    assert httpx.get(address.replace("s--", "s--A", 1)).status_code == 401


def test_children_carry_transformations_and_no_signature(filled: CloudinaryStandIn) -> None:
    master = m3u8.loads(httpx.get(_url(filled, **_MASTER)).text)

    uris = [playlist.uri for playlist in master.playlists]

    assert len(uris) == 2
    assert all(uri.startswith("/stand-in/video/authenticated/c_limit,w_") for uri in uris)
    assert {httpx.get(filled.base_url + uri).status_code for uri in uris} == {401}


def test_a_token_opens_everything_of_one_video_for_a_while(
    filled: CloudinaryStandIn, judge: Judge, tmp_path: Path
) -> None:
    acl = "/stand-in/video/authenticated/*/owner/video*"
    key = filled.account.token_key
    token = cloudinary.utils.generate_auth_token(key=key, acl=acl, duration=60)
    late = cloudinary.utils.generate_auth_token(key=key, acl=acl, expiration=1)
    elsewhere = cloudinary.utils.generate_auth_token(
        key=key, acl=acl.replace("video*", "other*"), duration=60
    )
    master_path = httpx.URL(_url(filled, **_MASTER)).path.split("--/")[-1]
    address = f"{filled.base_url}/stand-in/video/authenticated/{master_path}"

    assert httpx.get(f"{address}?{token}").status_code == 200
    assert httpx.get(f"{address}?{late}").status_code == 401
    assert httpx.get(f"{address}?{elsewhere}").status_code == 401
    assert httpx.get(address).status_code == 401
    _save(filled, address, token, tmp_path)
    assert judge.probe(tmp_path / "0.m3u8", "-show_streams")["streams"]


def test_what_is_not_made_yet_is_locked(
    cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    cloudinary_stand_in.processing.pause()
    _upload(cloudinary_stand_in, studio.two_rungs())

    answer = httpx.head(_url(cloudinary_stand_in, **_MASTER))

    assert answer.status_code == 423
    assert answer.headers["X-Cld-Error"]
    assert httpx.head(_url(cloudinary_stand_in, format="gif")).status_code in {200, 404}


def test_the_original_is_downloaded_until_the_address_expires(
    filled: CloudinaryStandIn, studio: Studio
) -> None:
    def address(expires_at: int | None) -> str:
        return str(
            cloudinary.utils.private_download_url(
                "owner/video",
                "mp4",
                resource_type="video",
                type="authenticated",
                expires_at=expires_at,
                **filled.sdk_options,
            )
        )

    whole = studio.two_rungs().read_bytes()
    assert httpx.get(address(None)).content == whole
    part = httpx.get(address(None), headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert httpx.get(address(1)).status_code == 401
    assert httpx.get(address(None).replace("%2Fvideo", "%2Fother")).status_code == 401


def _save(stand_in: CloudinaryStandIn, address: str, token: str, folder: Path) -> None:
    """Keep the first rung with the media that it names."""
    master = m3u8.loads(httpx.get(f"{address}?{token}").text)
    text = httpx.get(f"{stand_in.base_url}{master.playlists[0].uri}?{token}").text
    for number, uri in enumerate(dict.fromkeys(m3u8.loads(text).files)):
        answer = httpx.get(f"{stand_in.base_url}{uri}?{token}")
        (folder / f"{number}.ts").write_bytes(answer.raise_for_status().content)
        text = text.replace(uri, f"{number}.ts")
    (folder / "0.m3u8").write_text(text)
