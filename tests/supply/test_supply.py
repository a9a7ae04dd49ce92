"""Each part of the program is named, with a free licence; what an advisory names is found."""

import json
import re
from importlib import metadata

from tests.conftest import ROOT
from tests.supply import audit, sbom
from tests.supply.parts import forms, packages

# Each lets anybody use, change and pass on (OSI or FSF).
FREE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "GPL-2.0-or-later"),
    *(
        "GPL-3.0-or-later",
        "LGPL-2.1-or-later",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-1.1",
        "MPL-2.0",
    ),
    *("OFL-1.1", "PSF-2.0", "W3C-20150513", "Zlib"),
}


def test_each_part_has_a_free_licence():
    wrong = {
        part.name: part.licence
        for part in (*packages(), *forms())
        if not set(re.split(" (?:AND|OR) ", part.licence)) <= FREE
    }
    assert not wrong, "add them to .ci/licences.toml, once they are free"


def test_each_licence_is_the_one_that_the_package_names():
    """Of those that are installed and name it by SPDX."""
    seen = 0
    for part in packages():
        try:
            said = metadata.metadata(part.name).get("License-Expression")
        except metadata.PackageNotFoundError:  # of another system
            continue
        if said:
            assert part.licence == said, part.name
            seen += 1
    assert seen > 20


def test_the_bill_has_what_cyclonedx_asks_for_and_is_always_the_same():
    bill = sbom.bill()
    references = [part["bom-ref"] for part in bill["components"]]

    assert json.dumps(bill) == json.dumps(sbom.bill())
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert len(references) == len(set(references))
    assert set(bill["dependencies"][0]["dependsOn"]) <= set(references)
    for part in bill["components"]:
        assert part["type"] in ("library", "data")
        assert part["name"]
        assert part["scope"] in ("required", "excluded")
        assert part["licenses"]
        assert part["hashes"]
        for made in part["hashes"]:
            assert made["alg"] == "SHA-256"
            assert re.fullmatch("[0-9a-f]{64}", made["content"])


def test_the_bill_names_all_that_is_locked_and_packaged():
    names = {(part["name"], part.get("version")) for part in sbom.bill()["components"]}
    locks = "".join(path.read_text("utf-8") for path in (ROOT / ".ci/lock").glob("*.txt"))

    assert set(re.findall(r"(?m)^([a-z0-9-]+)==([^ ;\n]+)", locks)) <= names
    files = {path.parent.name for path in (ROOT / "fonts").rglob("*.ttf")}
    assert len(files) == sum(1 for part in forms() if part.licence == "OFL-1.1")
    assert "FOGRA39L_coated.icc" in {name for name, _ in names}


def advisory(name, **affected):
    package = {"package": {"ecosystem": "PyPI", "name": name}} | affected
    return {"id": "TEST-2026-1", "affected": [package]}


def ranged(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


def test_an_advisory_of_a_locked_package_is_found(tmp_path, capsys):
    [pillow] = [part for part in packages() if part.name == "pillow"]
    planted = advisory("Pillow", **ranged({"introduced": "0"}, {"fixed": "9999"}))
    (tmp_path / "some.json").write_text(json.dumps([planted]), encoding="utf-8")

    assert audit.main(tmp_path / "some.json") == 1
    told = capsys.readouterr().out
    assert f"pillow {pillow.version}: TEST-2026-1; mended in 9999" in told


def test_an_advisory_of_other_versions_or_packages_is_not(tmp_path):
    [version] = [part.version for part in packages() if part.name == "pillow"]
    others = [
        advisory("pillow", **ranged({"introduced": "0"}, {"fixed": version})),
        advisory("pillow", **ranged({"introduced": "0"}, {"last_affected": "1.0"})),
        advisory("pillow", versions=["0.1"]),
        advisory("no-such-package", **ranged({"introduced": "0"})),
        advisory("pillow", versions=[version]) | {"withdrawn": "2026-01-01T00:00:00Z"},
    ]
    lines = "\n".join(map(json.dumps, others))
    (tmp_path / "some.jsonl").write_text(lines, encoding="utf-8")

    assert audit.main(tmp_path / "some.jsonl") == 0
    (tmp_path / "none.json").write_text("words", encoding="utf-8")
    assert audit.main(tmp_path / "none.json") == 3


def test_each_promise_names_tests_that_there_are():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = text.partition("## What is promised")[2].partition("\n## ")[0].split("\n- **")[1:]

    assert len(promises) > 5
    for promise in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", promise)
        assert named, promise
        for path, name in named:
            assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), name
