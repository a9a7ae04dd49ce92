"""A finished file as the checks get it, and the same broken in one place."""

import dataclasses
from io import BytesIO

import pikepdf

from laureate_print.build.render import finished as with_artifact
from laureate_print.model import Artifact
from tests.in_engine import page_of, written


def finished(output):
    """The case of the Spanish page, with its file."""
    context = page_of("page", "es", output)
    [artifact] = written(context.page)
    return with_artifact(context, artifact)


def findings_on(case, check, mend):
    """What a check finds in the file of a case after `mend` broke it."""
    with pikepdf.open(BytesIO(case.artifact.content)) as document:
        mend(document)
        target = BytesIO()
        document.save(target)
    artifact = Artifact(case.artifact.path, target.getvalue(), case.artifact.layout)
    return list(check(dataclasses.replace(case, artifact=artifact)))
