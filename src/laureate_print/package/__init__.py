"""Archival packages: bags (RFC 8493) that say what each file is, what it was made from, and that
nothing changed.
"""
