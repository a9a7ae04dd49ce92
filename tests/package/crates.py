"""Has the RO-Crate validator of PyPI judge a folder, without a network: the context comes from a
package of npm.

Called as `python -m tests.package.crates FOLDER CONTEXT`; prints one JSON object.
"""

import io
import json
import sys
import urllib.request
from email.message import Message
from pathlib import Path

import requests
from rocrate_validator import models, services
from urllib3.response import HTTPResponse

ADDRESS = "https://w3id.org/ro/crate/1.2/context"


class Offline(urllib.request.HTTPSHandler):
    """Gives the context of RO-Crate 1.2, and nothing else."""

    def https_open(self, request):
        if request.full_url != ADDRESS:
            raise OSError(f"there is no network for {request.full_url}")
        headers = Message()
        headers["Content-Type"] = "application/ld+json"
        answer = urllib.request.addinfourl(
            io.BytesIO(Path(sys.argv[2]).read_bytes()), headers, ADDRESS, 200
        )
        answer.msg = "OK"
        return answer


def sent(adapter, request, **options):
    """The same for the library `requests`."""
    if request.url != ADDRESS:
        raise requests.ConnectionError(f"there is no network for {request.url}")
    answer = requests.Response()
    answer.status_code, answer.url, answer.request = 200, request.url, request
    answer.headers["Content-Type"] = "application/ld+json"
    answer.raw = HTTPResponse(io.BytesIO(Path(sys.argv[2]).read_bytes()), preload_content=False)
    return answer


def main(folder):
    urllib.request.install_opener(urllib.request.build_opener(Offline))
    requests.adapters.HTTPAdapter.send = sent
    settings = services.ValidationSettings(
        rocrate_uri=folder,
        profile_identifier="ro-crate-1.2",
        requirement_severity=models.Severity.REQUIRED,
    )
    result = services.validate(settings)
    issues = [
        {
            "severity": issue.severity.name,
            "about": str(issue.violatingEntity),
            "message": issue.message,
        }
        for issue in result.get_issues()
    ]
    print(json.dumps({"issues": issues, "checks": len(result.executed_checks)}))


if __name__ == "__main__":
    main(sys.argv[1])
