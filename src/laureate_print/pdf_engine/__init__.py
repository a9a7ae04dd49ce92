"""Laying out: the engine, and one small room for each thing that it lacks."""

from laureate_print.pdf_engine.loading import load_engine

__all__ = ["load_engine"]
