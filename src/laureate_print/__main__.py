"""Runs the door as `python -m laureate_print`."""

from laureate_print.cli.main import entry

entry()
