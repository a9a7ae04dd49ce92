"""A project of one's own: from nothing, from Word, from Markdown."""
