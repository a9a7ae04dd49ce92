"""Same job, same bytes: in another process, hash seed, time zone, locale, folder, and with more workers."""

import os

from tests.conftest import run


def test_same_job_same_bytes(dist, tmp_path):
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
    done = run(
        "build", "-o", "html", "-o", "pdf", "--out", tmp_path / "again", "--jobs", "1", env=surroundings, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout

    for path in dist.rglob("*.*"):
        assert (tmp_path / "again" / dist.name / path.relative_to(dist)).read_bytes() == path.read_bytes(), path


def test_source_date_epoch_is_honoured(tmp_path):
    import pikepdf

    run(
        "build",
        "-l",
        "en",
        "-t",
        "page",
        "-o",
        "pdf",
        "--out",
        tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1800000000"},
    )
    with pikepdf.open(next(tmp_path.rglob("page.pdf"))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20270115")
