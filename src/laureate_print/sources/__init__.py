"""What a project's folder holds, read once: `load` gives it as a frozen value, `Sources`.

Nothing behind `load` reads the disk of the project, but for the bytes of a face that a page is
drawn with: those are as they stood, or refused (`late_files`). The other modules say what the files
mean; what they found is remembered inside the `Sources` that it was found in, and dies with it.
"""

from laureate_print.sources.loading import Sources, load

__all__ = ["Sources", "load"]
