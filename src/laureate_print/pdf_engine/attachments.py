"""Gives the engine the files that stand inside a PDF, with the media type and the date that it
would make up itself.

ISO 19005-4, 6.9, and ISO 14289-2, 8.14.1: name, description and relationship. The engine takes the
clock for a date, knows a media type only by what the machine makes of a name, and associates each
file twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pydyf

from laureate_print.model import Attachment


def attachments(sources: Iterable[Attachment], date: str) -> list[Any]:
    """Gives sources as the engine's attachments, by name, as a name tree is sorted; all are of one
    date (ISO 8601).
    """
    from weasyprint import Attachment
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    held = {f"laureate-source:{source.name}": source for source in sources}
    moment = datetime.fromisoformat(date).astimezone(UTC)

    class HeldFetcher(URLFetcher):  # type: ignore[misc] # the engine has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(
                url, held[url].content, {"Content-Type": held[url].media_type}
            )

    return [
        Attachment(
            url=url,
            url_fetcher=HeldFetcher(),
            name=source.name,
            description=source.description,
            created=moment,
            modified=moment,
            relationship=source.relationship,
        )
        for url, source in sorted(held.items())
    ]


def associate_once(pdf: Any) -> None:
    """Finishes a PDF: each file inside is associated with it once."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
