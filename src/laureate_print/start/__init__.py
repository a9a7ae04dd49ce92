"""Makes a project of one's own: from nothing, from a Word file or from Markdown."""
