"""Laying out: the engine, and one small room for each thing that it lacks."""
