"""Draws one SVG picture in a process of its own, which can be ended when it takes too long.

Reads one line of JSON: `svg`, `fonts` (paths), the `seconds` that it has, and `scale` of filters
for a PDF of vectors, or else `width` in pixels for a PNG. Gives the bytes.
"""

import json
import signal
import sys


def main() -> None:
    """Draws what is asked for. Whoever asked may have been ended meanwhile: so this ends by
    itself.
    """
    asked = json.load(sys.stdin)
    if hasattr(signal, "alarm"):
        signal.alarm(asked["seconds"])
    if "scale" in asked:
        import svg2pdf_py

        fonts = svg2pdf_py.FontDatabase()
        for path in asked["fonts"]:
            fonts.load_font_file(path)
        options = svg2pdf_py.ConversionOptions(raster_scale=asked["scale"], embed_text=False)
        content = svg2pdf_py.svg_to_pdf(asked["svg"], fonts, options)
    else:
        import resvg_py

        content = resvg_py.svg_to_bytes(
            svg_string=asked["svg"],
            width=asked["width"],
            skip_system_fonts=True,
            font_files=asked["fonts"],
        )
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
