"""The faces of laureate-print, whole and unmodified; `fonts.toml` beside this file names them.

This is the whole code of the distribution `laureate-print-fonts`: the program does not import it, it
asks only where it lies.
"""
