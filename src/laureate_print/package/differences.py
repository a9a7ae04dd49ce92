"""Says where two versions of a file differ: in which object of a PDF, else at which byte."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
from typing import Any

_CONTAINERS = (" (/ObjStm)", " (/XRef)")  # which hold other objects, packed


def difference(before: bytes, after: bytes) -> str:
    """Gives the first place in which two contents differ; nothing if they are the same."""
    if before == after:
        return ""
    if before[:5] == after[:5] == b"%PDF-" and (place := _object(before, after)):
        return place
    same = (
        number
        for number, (one, other) in enumerate(zip(before, after, strict=False))
        if one != other
    )
    return f"byte {next(same, min(len(before), len(after)))} of {len(before)}"


def _object(before: bytes, after: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(before)) as one, pikepdf.open(BytesIO(after)) as other:
            for number, (left, right) in enumerate(zip_longest(one.objects, other.objects), 1):
                kind = _kind(left if left is not None else right)
                if kind not in _CONTAINERS and (
                    left is None or right is None or _written(left) != _written(right)
                ):
                    return f"object {number}{kind}"
    except pikepdf.PdfError:
        return ""
    return ""


def _written(item: Any) -> bytes:
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        return bytes(item.stream_dict.unparse(resolved=True)) + bytes(item.read_raw_bytes())
    return (
        bytes(item.unparse(resolved=True))
        if isinstance(item, pikepdf.Object)
        else repr(item).encode()
    )


def _kind(item: Any) -> str:
    import pikepdf

    named = isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and "/Type" in item
    return f" ({item.Type})" if named else ""
