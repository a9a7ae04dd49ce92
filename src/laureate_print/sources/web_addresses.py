"""Writes an address of the web as machines take it, and as people read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes, urlsplit

import idna

_KEPT = "/%:@!$&'()*+,;=~"  # of a path: what stands for itself (RFC 3986, 3.3), and escapes
_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def ascii_address(address: str) -> str:
    """Gives an address in ASCII: its host by IDNA 2008, its path percent-encoded (RFC 3987, 3.1).

    Raises:
        ValueError: its host cannot be the name of one.
    """
    parts = urlsplit(address)
    path = quote(unicodedata.normalize("NFC", parts.path), safe=_KEPT)
    return f"{parts.scheme}://{_host(parts.netloc, _encoded)}{path}"


def readable_address(address: str) -> str:
    """Gives an address as people read and type it: without `https://`, which browsers add, and in
    the letters that punycode and escapes stand for.
    """
    parts = urlsplit(address)
    path = _ESCAPED.sub(_letters, unicodedata.normalize("NFC", parts.path))
    scheme = "" if parts.scheme == "https" else f"{parts.scheme}://"
    return f"{scheme}{_host(parts.netloc, _decoded)}{path}"


def _host(netloc: str, turned: Callable[[str], str]) -> str:
    """Gives a host and its port, the host turned; an IP address in brackets stays as it is."""
    host, colon, port = netloc.partition(":")
    return netloc if netloc.startswith("[") else f"{turned(host.lower())}{colon}{port}"


def _encoded(host: str) -> str:
    return host if host.isascii() else idna.encode(host, uts46=True).decode()


def _decoded(host: str) -> str:
    try:
        return idna.decode(host, uts46=True) if "xn--" in host or not host.isascii() else host
    except idna.IDNAError:
        return host


def _letters(found: re.Match[str]) -> str:
    """Gives the letters that escapes stand for; the escapes, where they are no UTF-8 or stand for
    what is no letter.
    """
    try:
        text = unicodedata.normalize("NFC", unquote_to_bytes(found[0]).decode())
    except UnicodeDecodeError:
        return found[0]
    return text if all(unicodedata.category(it)[0] in "LMN" for it in text) else found[0]
