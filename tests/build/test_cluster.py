"""A build on a cluster of processes: the same bytes though a worker dies, and no file sent twice."""

import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from tests.build import scale
from tests.build.small_project import FACE
from tests.conftest import ROOT, change, run
from tests.readers.process import apart


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.pdf")}


def start(project, *options):
    return subprocess.Popen(
        [sys.executable, "-m", "laureate_print", "--project", project, "build", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def own_face(project):
    """Gives a project a face of its own, which no package brings; gives its digest."""
    place = project / "fonts" / "own"
    place.mkdir(parents=True)
    face = (ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf").read_bytes() + bytes(4)
    (place / "own.ttf").write_bytes(face)
    shutil.copy(ROOT / "fonts/source-sans-3/OFL.txt", place)
    (project / "fonts" / "fonts.toml").write_text(FACE, encoding="utf-8")
    return sha256(face).hexdigest()


def has_work(address, worker):
    """Waits until a worker has a render to make."""
    from distributed import Client  # which changes how its process pickles errors

    with Client(address, set_as_default=False) as client:
        while not client.processing().get(worker):
            time.sleep(0.1)


@pytest.mark.slow
def test_the_same_bytes_though_a_worker_dies_and_no_file_sent_twice(tmp_path):
    project = scale.project(tmp_path / "project", 3)
    face = own_face(project)
    nobody = start(project, "--cluster", "tcp://127.0.0.1:1", "--out", tmp_path / "none")
    with scale.Cluster(tmp_path, 2) as cluster:
        stopped = cluster.told("worker-0", r"Start worker at: +(tcp://\S+)")
        for number in (0, 1):
            cluster.told(f"worker-{number}", r"(Registered to)")
        cluster.workers[0].send_signal(signal.SIGSTOP)
        building = start(project, "--cluster", cluster.address)
        apart(has_work, cluster.address, stopped)
        cluster.workers[0].kill()
        told, complaints = building.communicate(timeout=60)
        assert building.returncode == 0, complaints
        assert complaints == ""
        assert told.splitlines()[-1].startswith("3 files in dist, 3 made")

        kept = cluster.kept(1)
        assert face in kept
        change(project / "templates/documents/notice-2.md", "a day later", "two days later")
        again = run("build", "--cluster", cluster.address, project=project)
        assert again.stdout.splitlines()[-1].startswith("3 files in dist, 1 made"), again.stderr
        more = cluster.kept(1)
        changed = (project / "templates/documents/notice-2.md").read_bytes()
        assert kept.items() <= more.items()
        assert sha256(changed).hexdigest() in more.keys() - kept.keys()
        assert len(more) == len(kept) + 2, "the document, and what tells which files there are"

    run("build", "--out", tmp_path / "here", "--jobs", "1", project=project)
    assert contents(project / "dist") == contents(tmp_path / "here")
    _, complaints = nobody.communicate(timeout=60)
    assert nobody.returncode == 5
    assert complaints.startswith(
        "laureate-print: there is no scheduler of Dask at tcp://127.0.0.1:1"
    )
    assert complaints.count("\n") == 1
