"""Writes the bill of materials (CycloneDX 1.6, ECMA-424) to build/sbom.cdx.json: the same bytes for
the same lock files, faces and profiles; nothing is asked of any network.

Called as `python -m tests.supply.sbom`, or `make sbom`.
"""

import json
import re
import uuid

from tests.supply.parts import ROOT, forms, packages

TARGET = ROOT / "build" / "sbom.cdx.json"


def component(part):
    reference = part.purl or f"{part.kind}:{part.name}"
    found = {"type": part.kind, "bom-ref": reference, "name": part.name}
    if part.version:
        found["version"] = part.version
    found["scope"] = part.scope
    found["hashes"] = [{"alg": "SHA-256", "content": content} for content in part.hashes]
    found["licenses"] = [
        {"expression": part.licence}
        if " " in part.licence
        else {"license": {"id": part.licence}}
    ]  # fmt: skip
    if part.purl:
        found["purl"] = part.purl
    return found


def bill():
    """The bill as JSON has it; its serial number comes of what it says."""
    version = (ROOT / "src/laureate_print/version.py").read_text(encoding="utf-8")
    number = re.search(r'__version__ = "([^"]+)"', version)[1]
    own = {
        "type": "application",
        "bom-ref": f"pkg:pypi/laureate-print@{number}",
        "name": "laureate-print",
        "version": number,
        "licenses": [{"expression": "MIT AND Zlib"}],
        "purl": f"pkg:pypi/laureate-print@{number}",
    }
    parts = [component(part) for part in (*packages(), *forms())]
    needed = sorted(part["bom-ref"] for part in parts if part["scope"] == "required")
    said = {
        "metadata": {"component": own},
        "components": parts,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": needed}],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(said, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}"}
    return head | {"version": 1} | said


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)} names {len(bill()['components'])} parts")
