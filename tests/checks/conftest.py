"""A finished file as the checks get it, and the same broken in one place."""

import dataclasses
from io import BytesIO

import pikepdf

from laureate_print.build.render import composed, open_case
from laureate_print.model import Artifact, Job
from laureate_print.outputs import WRITERS
from laureate_print.sources.project import find_project
from tests.conftest import DOCUMENT, ROOT


def finished(output):
    """The case of the Spanish page, with its file; to be called apart, for it loads the engine."""
    project = find_project(ROOT)
    case, _ = composed(
        project, open_case(project, Job(DOCUMENT, "page", "es", output), release=False)
    )
    return dataclasses.replace(case, artifact=WRITERS[output](case.page, case.fonts))


def findings_on(case, check, mend):
    """What a check finds in the file of a case after `mend` broke it."""
    with pikepdf.open(BytesIO(case.artifact.content)) as document:
        mend(document)
        target = BytesIO()
        document.save(target)
    artifact = Artifact(case.artifact.path, target.getvalue(), case.artifact.layout)
    return list(check(dataclasses.replace(case, artifact=artifact)))
