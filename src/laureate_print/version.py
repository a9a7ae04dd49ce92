"""The version of this program, in its one place."""

__version__ = "0.1.0"
