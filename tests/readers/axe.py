"""axe, which looks at a page in the browser for what shuts people out."""

from tests.readers import NODE_MODULES

EVERY_RULE = "Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]))"


def program():
    """The script that brings `axe` into a page."""
    return (NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
