"""Same job, same bytes: in another process, hash seed, time zone, locale, folder, and with more workers."""

import os

from tests.conftest import run

# One of each kind: scripts, directions, furigana; what serves the whole document comes where no language is named.
CHOSEN = (
    [part for tag in ("ja", "ja-simple", "en", "ar", "my", "ta", "th", "ko", "ru") for part in ("-l", tag)],
    ["-t", "index", "-t", "accessibility"],
)


def test_same_job_same_bytes(dist, tmp_path):
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
    for chosen in CHOSEN:
        command = ["build", "-o", "html", "-o", "pdf", "--out", tmp_path / "again", "--jobs", "1", *chosen]
        done = run(*command, env=surroundings, cwd=tmp_path)
        assert done.returncode == 0, done.stdout

    made = list((tmp_path / "again" / dist.name).rglob("*.*"))
    assert len(made) == 3 * 9 + 2
    for path in made:
        assert (dist / path.relative_to(tmp_path / "again" / dist.name)).read_bytes() == path.read_bytes(), path


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
