"""Judges a PDF for a print shop, as a stranger: it shares no code with what writes print files.

`verdict.preflight` is its door; whoever wants less of it, such as the colours of PDF/A, opens the
module that has it.
"""
