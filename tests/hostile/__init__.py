"""Generated hostility: a small project, or a stranger's file, changed so that it may do harm.

A module for each kind of input has its generators: functions from a project and a `random.Random`
to a `Case`. `runner` lets the command meet each and judges how it ends. An input is known by its
seed, kind and number and comes out the same each time.
"""
