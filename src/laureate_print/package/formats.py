"""Says what format a file has: its media type, its name, and its identifier in PRONOM."""

from __future__ import annotations

from pathlib import Path

# PRONOM has no entry of its own for what is a text with rules (gettext, TOML): it is a plain text
# file there.
_BY_ENDING = {
    ".html": ("text/html", "HTML 5", "fmt/471"),
    ".css": ("text/css", "Cascading Style Sheets", "x-fmt/224"),
    ".svg": ("image/svg+xml", "SVG", "fmt/91"),
    ".png": ("image/png", "PNG", "fmt/11"),
    ".jpg": ("image/jpeg", "JPEG", "fmt/43"),
    ".jpeg": ("image/jpeg", "JPEG", "fmt/43"),
    ".gif": ("image/gif", "GIF", "fmt/4"),
    ".tif": ("image/tiff", "TIFF", "fmt/353"),
    ".tiff": ("image/tiff", "TIFF", "fmt/353"),
    ".webp": ("image/webp", "WebP", ""),
    ".avif": ("image/avif", "AVIF", ""),
    ".po": ("text/x-gettext-translation", "gettext catalog", "x-fmt/111"),
    ".pot": ("text/x-gettext-translation-template", "gettext template", "x-fmt/111"),
    ".toml": ("application/toml", "TOML", "x-fmt/111"),
    ".txt": ("text/plain", "Text", "x-fmt/111"),
    ".md": ("text/markdown", "Markdown", "fmt/1149"),
    ".json": ("application/json", "JSON", "fmt/817"),
    ".xml": ("application/xml", "XML 1.0", "fmt/101"),
    ".ttf": ("font/ttf", "TrueType font", "x-fmt/453"),
    ".icc": ("application/vnd.iccprofile", "ICC profile", ""),
    ".whl": ("application/zip", "Python wheel", "x-fmt/263"),
}
_PDF = {
    "PDF/A-4F": "fmt/1912",
    "PDF/A-2A": "fmt/476",
    "PDF/X-4": "fmt/488",
    "PDF/X-1a:2003": "fmt/146",
}


def format_of(file: Path) -> tuple[str, str, str]:
    """Gives a file's media type, the name of its format, and its PRONOM identifier."""
    if file.suffix == ".pdf":
        name = next((name for name in _PDF if _declares(file, name)), "PDF")
        return "application/pdf", name, _PDF.get(name, "")
    return _BY_ENDING.get(file.suffix.lower(), ("application/octet-stream", "", ""))


def _declares(file: Path, standard: str) -> bool:
    from laureate_print.pdf_reader.document import PdfReader

    return standard in PdfReader(file.read_bytes()).standards
