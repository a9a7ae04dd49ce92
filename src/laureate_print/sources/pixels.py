"""Reads pictures of pixels as they are seen: upright, eight bits a channel, in sRGB or grey.

Pillow reads the files. What it leaves out is done here: transparent colours of PNG files with other
than eight bits, gamma (PNG, 11.3.2.2), greys of sixteen bits, and CMYK files that are not inverted.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from laureate_print.errors import PictureError

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF")
_MOST = 120_000_000  # pixels: more than any camera gives, and less than memory
_SRGB_GAMMA = 0.45455
_PERCEPTUAL, _RELATIVE = ImageCms.Intent.PERCEPTUAL, ImageCms.Intent.RELATIVE_COLORIMETRIC
_NEUTRAL = 2  # of 255: what channels of a grey picture may differ by, after JPEG
# What Pillow and its libraries raise over files that are damaged.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_PNG = b"\x89PNG\r\n\x1a\n"
_SAVE = "save it again as PNG or JPEG"


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Lets Pillow refuse a file that ends early, whatever another library has told it."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def opened(content: bytes) -> Image.Image:
    """Gives the picture of a file, whole and still.

    Raises:
        PictureError: it is none that can be read, is cut short, moves, or is too large.
    """
    with _whole_files_only():
        try:
            Image.init()  # Pillow knows the later formats only then
            image = Image.open(BytesIO(content), formats=_FORMATS)
            _refuse(image)
            _refuse_wide_range(content)
            image.load()
        except (UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise _unreadable(content, error) from error
        except _BROKEN as error:
            raise _damaged() from error
    return image


def _damaged() -> PictureError:
    return PictureError("the file is damaged or cut short", "take another copy of it")


def _unreadable(content: bytes, error: Exception) -> PictureError:
    if isinstance(error, Image.DecompressionBombError):
        return PictureError(f"it has more than {_MOST // 10**6} million pixels", "make it smaller")
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return PictureError("it is a HEIC file, which browsers do not show", "save it as JPEG")
    return PictureError("it is neither PNG, JPEG nor SVG", _SAVE)


def _refuse(image: Image.Image) -> None:
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format != "MPO":  # a camera's JPEG that holds its preview, too
        words = f"has {frames} pages" if image.format == "TIFF" else "moves"
        raise PictureError(f"it {words}, and a sheet of paper shows one", f"{_SAVE}, one picture")
    if image.width * image.height > _MOST:
        raise PictureError(f"it has more than {_MOST // 10**6} million pixels", "make it smaller")
    if image.mode in ("F", "LAB", "HSV"):
        raise PictureError(f"its colours are {image.mode}", "save it again in sRGB")


def _refuse_wide_range(content: bytes) -> None:
    told = _chunks_of(content).get(b"cICP", b"") if content[:8] == _PNG else b""
    if told and tuple(told[:2]) != (1, 13):  # sRGB (ITU-T H.273)
        raise PictureError("its colours are of a wide range (HDR)", "save it again in sRGB")


def _chunks_of(content: bytes) -> dict[bytes, bytes]:
    """Gives the chunks of a PNG file before its pixels, by name."""
    found, place = {}, 8
    while place + 8 <= len(content) and (name := content[place + 4 : place + 8]) != b"IDAT":
        length = int.from_bytes(content[place : place + 4], "big")
        found[name] = content[place + 8 : place + 8 + length]
        place += length + 12
    return found


def size(content: bytes) -> tuple[int, int]:
    """Gives columns and rows as they are seen; raises `PictureError` as `as_seen` does, if more
    slowly than a look at the head of the file: a picture that is cut short is none.
    """
    seen = as_seen(content)
    return seen.width, seen.height


@lru_cache(maxsize=2)
def as_seen(content: bytes) -> Image.Image:
    """Gives the picture upright in L, LA, RGB or RGBA of eight bits; what is coloured is sRGB.

    Raises:
        PictureError: it cannot be read, or nobody can know its colours.
    """
    image = opened(content)
    try:
        base, alpha = _apart(image, content)
        base = _in_srgb(base, image.info.get("icc_profile"), content)
        if alpha is not None and alpha.getextrema() != (255, 255):
            base.putalpha(alpha)
        return _upright(base, image)
    except _BROKEN as error:  # what its head says fits together with nothing
        raise _damaged() from error


def as_inks(content: bytes) -> tuple[Image.Image, bytes] | None:
    """Gives a picture of CMYK upright, and its profile; none for another."""
    image = opened(content)
    if image.mode != "CMYK":
        return None
    profile = image.info.get("icc_profile")
    _cms_profile(profile, "CMYK")
    return _upright(_straight(image), image), bytes(profile or b"")


def _upright(base: Image.Image, image: Image.Image) -> Image.Image:
    """Turns a picture as the EXIF data of its file say that the camera was held."""
    base.info.clear()
    try:
        base.getexif()[0x0112] = image.getexif().get(0x0112, 1)
        return ImageOps.exif_transpose(base)
    except _BROKEN:  # what cannot be read turns nothing
        return base


def is_upright(image: Image.Image) -> bool:
    """Whether the file's pixels stand as they are seen."""
    try:
        return bool(image.getexif().get(0x0112, 1) == 1)
    except _BROKEN:
        return True


def is_srgb(image: Image.Image) -> bool:
    """Whether the colours of a file are sRGB, said or unsaid."""
    profile = image.info.get("icc_profile")
    if not profile:
        return True
    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return False


def _apart(image: Image.Image, content: bytes) -> tuple[Image.Image, Image.Image | None]:
    """Gives a picture in L, RGB or CMYK, and its alpha, if it has one."""
    clear = _clear(content)
    if image.mode in ("P", "PA", "RGBa", "La", "RGBA", "LA"):
        alike = image.convert("RGBA" if image.mode != "LA" and image.mode != "La" else "LA")
        return alike.convert("RGB" if alike.mode == "RGBA" else "L"), alike.getchannel("A")
    if image.mode in ("1", "L"):
        grey = image.convert("L")
        return grey, _mask(np.asarray(grey), clear, content)
    if image.mode.startswith("I"):
        deep = np.asarray(image).astype(np.float64)
        mask = None if clear is None else _alpha(deep != clear[0])
        return Image.fromarray(_eight_bits(deep / 65535)), mask
    if image.mode == "CMYK":
        return _straight(image), None
    rgb = image.convert("RGB")
    if clear is None:
        return rgb, None
    wide = content[24] == 16  # bits, of which Pillow keeps the upper eight
    colour = [value >> 8 if wide else value for value in clear]
    return rgb, _alpha((np.asarray(rgb) != colour).any(axis=2))


def _clear(content: bytes) -> tuple[int, ...] | None:
    """Gives the grey or colour that a PNG says is transparent; Pillow tells it of eight bits
    alone.
    """
    if content[:8] != _PNG:
        return None
    told = _chunks_of(content).get(b"tRNS")
    greys_or_colours = content[25] in (0, 2)
    return struct.unpack(f">{len(told) // 2}H", told) if told and greys_or_colours else None


def _eight_bits(values: Any) -> Any:
    return np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)


def _alpha(opaque: Any) -> Image.Image:
    return Image.fromarray(np.where(opaque, 255, 0).astype(np.uint8))


def _mask(grey: Any, clear: tuple[int, ...] | None, content: bytes) -> Image.Image | None:
    """Gives the alpha of a grey PNG with a transparent shade, told in the file's own bits."""
    if clear is None:
        return None
    most = 2 ** min(content[24], 8) - 1
    return _alpha(grey != round(clear[0] * 255 / most))


def _straight(image: Image.Image) -> Image.Image:
    """Gives CMYK as it is meant: Pillow takes every JPEG for one that Adobe's programs inverted."""
    if image.format in ("JPEG", "MPO") and "adobe" not in image.info:
        return ImageChops.invert(image)
    return image.copy()


def _cms_profile(profile: bytes | None, mode: str) -> ImageCms.ImageCmsProfile:
    """Opens a file's profile; raises `PictureError` if there is none, or one of other colours."""
    if not profile:
        raise PictureError(
            "it is CMYK without a profile, so nobody can know its colours",
            "save it again in sRGB, or with the profile of its press",
        )
    again = "save it again in sRGB"
    try:
        found = ImageCms.ImageCmsProfile(BytesIO(profile))
    except (ImageCms.PyCMSError, OSError) as error:
        raise PictureError("its colour profile cannot be read", again) from error
    colours = found.profile.xcolor_space.strip()
    fits = {"L": ("GRAY", "RGB"), "RGB": ("RGB",), "CMYK": ("CMYK",)}[mode]
    if colours not in fits:
        raise PictureError(f"it is {mode}, and its colour profile one for {colours}", again)
    return found


def _in_srgb(image: Image.Image, profile: bytes | None, content: bytes) -> Image.Image:
    """Gives a picture of any profile in sRGB; a grey one of a grey profile stays grey."""
    if image.mode != "CMYK" and not profile:
        return _gamma(image, content)
    source = _cms_profile(profile, image.mode)
    if "sRGB" in ImageCms.getProfileDescription(source):
        return image
    grey = image.mode == "L"
    if grey and source.profile.xcolor_space.strip() == "RGB":
        image = image.convert("RGB")
    try:
        seen = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            _RELATIVE,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError as error:
        raise PictureError("its colour profile cannot be used", "save it again in sRGB") from error
    if seen is None:
        raise ValueError("a copy was asked for")
    return seen.getchannel("G") if grey else seen


def _gamma(image: Image.Image, content: bytes) -> Image.Image:
    """Gives a PNG that says its gamma and no profile as sRGB (PNG, 13.13)."""
    if content[:8] != _PNG:
        return image
    chunks = _chunks_of(content)
    gamma = int.from_bytes(chunks.get(b"gAMA", b""), "big") / 100_000
    if not gamma or b"sRGB" in chunks or abs(gamma - _SRGB_GAMMA) < 0.01:
        return image
    linear = (np.arange(256) / 255) ** (1 / gamma)
    table = _eight_bits(
        np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    )
    return image.point([int(value) for value in table] * len(image.getbands()))


def is_neutral(image: Image.Image) -> bool:
    """Whether a picture in L, LA, RGB or RGBA is grey all over."""
    if image.mode in ("L", "LA"):
        return True
    channels = np.asarray(image.convert("RGB")).astype(np.int16)
    return bool(np.ptp(channels, axis=2).max(initial=0) <= _NEUTRAL)


def plain_jpeg(content: bytes) -> bytes | None:
    """Gives a JPEG without what it says of camera and place (EXIF, GPS), previews and comments;
    none where PDF cannot take it as it is: of other than eight bits, or arithmetically coded (ISO
    32000-1, 7.4.8).
    """
    kept, place = [content[:2]], 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        frame = 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)
        if frame and (marker > 0xC2 or content[place + 4] != 8):
            return None
        if marker == 0xDA:
            end = _scan_end(content, end)
        if marker not in (*range(0xE1, 0xEE), 0xEF, 0xFE):
            kept.append(content[place:end])
        place = end
    ends = content[place : place + 2] == b"\xff\xd9"
    return b"".join([*kept, b"\xff\xd9"]) if ends else None


def _scan_end(content: bytes, place: int) -> int:
    """Gives where the coded data of a scan end: before the next marker that is not part of them."""
    while (place := content.find(b"\xff", place)) >= 0:
        if content[place + 1 : place + 2] not in _WITHIN:
            return place
        place += 2
    return len(content)


_WITHIN = {bytes([value]) for value in (0x00, *range(0xD0, 0xD8))}
