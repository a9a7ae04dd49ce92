"""A project with documents that hold all that announcements are made of, and what readers get of
them.
"""
