"""Readers that we did not write: each gives what it sees in a finished file."""
