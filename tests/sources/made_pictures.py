"""Pictures of every kind that an announcement may bring, made here, and what each looks like."""

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageDraw, ImageFilter

from tests.conftest import ROOT

FOGRA39 = (ROOT / "src/laureate_print/sources/icc/FOGRA39L_coated.icc").read_bytes()
SRGB = ImageCms.createProfile("sRGB")


def photograph(width=600, height=400):
    """Something with smooth tones, an edge, a saturated colour, the darkest black and a corner
    that tells which side is up.
    """
    y, x = np.mgrid[0:height, 0:width]
    red = 128 + 100 * np.sin(x / width * 6)
    image = Image.fromarray(
        np.dstack([red, y / height * 255, 255 - x / width * 200]).astype("uint8")
    )
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.3, height * 0.2, width * 0.7, height * 0.8), fill=(200, 30, 40))
    draw.rectangle((0, 0, width // 6, height // 6), fill=(0, 0, 0))
    return image


def saved(image, kind, **options):
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def inks(image):
    """The picture in the inks of FOGRA39."""
    return ImageCms.profileToProfile(image, SRGB, io.BytesIO(FOGRA39), outputMode="CMYK")


def rotated():
    """A camera held upright, which tells so, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "at a secret place"
    return saved(photograph().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=92)


def see_through():
    image = photograph().convert("RGBA")
    alpha = Image.new("L", image.size, 0)
    ImageDraw.Draw(alpha).ellipse((20, 20, 580, 380), fill=255)
    image.putalpha(alpha.filter(ImageFilter.GaussianBlur(8)))
    return image


def ramp():
    """Greys of sixteen bits from black to white."""
    return np.tile(np.linspace(0, 65535, 400), (100, 1)).astype("uint16")


def png(rows, bits, kind, *chunks):
    """A PNG of any depth, written by hand: rows of packed bytes, further chunks before them."""
    height, width = len(rows), len(rows[0]) * 8 // bits // {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)), *chunks]
    parts += [(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><defs>
<linearGradient id="g"><stop stop-color="#25c"/><stop offset=".5" stop-color="#fff"/>
<stop offset="1" stop-color="#c24"/></linearGradient></defs><rect width="400" height="200" fill="url(#g)"/>
<path d="M40 20V170H380" fill="none" stroke="#333" stroke-width="4"/>
<rect x="60" y="100" width="40" height="70" fill="#284"/><rect x="140" y="60" width="40" height="110" fill="#808080"/>
<text x="60" y="192" font-family="Arial, sans-serif" font-size="18">2022年 · نوبل 平和</text>
<text x="220" y="192" font-size="18">शांति 2022 Peace</text></svg>"""
EFFECTS = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><defs>
<filter id="f"><feGaussianBlur stdDeviation="6"/></filter>
<mask id="m"><circle cx="100" cy="100" r="80" fill="white"/></mask>
<marker id="a" markerWidth="4" markerHeight="4" refX="1" refY="2" orient="auto"><path d="M0 0L4 2L0 4z" fill="#a0a"/></marker>
</defs><style>.b{fill:#36a}</style><rect width="200" height="200" fill="#c33" mask="url(#m)"/>
<circle class="b" cx="300" cy="100" r="60" filter="url(#f)"/>
<path d="M20 190H360" stroke="#0a0" stroke-width="6" stroke-dasharray="20 8" marker-end="url(#a)"/>
<rect x="150" y="80" width="120" height="40" fill="#fc0" opacity=".5"/></svg>"""
REPEATED = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><linearGradient id="g" x2=".25"
spreadMethod="reflect"><stop stop-color="#048"/><stop offset="1" stop-color="#fd8"/></linearGradient>
<rect width="300" height="100" fill="url(#g)"/></svg>"""


def all_kinds():
    """The bytes of each picture by its file name, and the picture as it should be seen."""
    photo, small = photograph(1200, 800), photograph()
    grey = Image.fromarray((ramp() // 257).astype("uint8"))
    palette = small.convert("P", palette=Image.Palette.ADAPTIVE)
    clear = palette.convert("RGBA")
    clear.putalpha(Image.fromarray(np.where(np.asarray(palette) == 3, 0, 255).astype("uint8")))
    deep = [row.astype(">u2").tobytes() for row in np.asarray(small).astype("uint16") * 257]
    return {
        "photo.jpg": (saved(photo, "JPEG", quality=90), photo),
        "rotated.jpg": (rotated(), small),
        "inks.jpg": (saved(inks(small), "JPEG", icc_profile=FOGRA39, quality=95), small),
        "grey.jpg": (saved(small.convert("L"), "JPEG", quality=95), small.convert("L")),
        "deep-grey.png": (saved(Image.fromarray(ramp()), "PNG"), grey),
        "deep.png": (png(deep, 16, 2), small),
        "palette.png": (saved(palette, "PNG", transparency=3), clear),
        "see-through.png": (saved(see_through(), "PNG"), see_through()),
        "old.gif": (saved(small, "GIF"), small),
        "web.webp": (saved(small, "WEBP", quality=95), small),
        "new.avif": (saved(small, "AVIF", quality=95), small),
        "paper.tif": (saved(small, "TIFF"), small),
        "chart.svg": (CHART.encode(), CHART),
        "effects.svg": (EFFECTS.encode(), EFFECTS),
        "repeated.svg": (REPEATED.encode(), REPEATED),
    }
