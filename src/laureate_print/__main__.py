"""Runs the door as `python -m laureate_print`."""

from laureate_print.cli import entry

entry()
