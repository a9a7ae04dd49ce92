"""The preview: a server for one browser, that of the one who writes; it shows the editions as they
are.
"""
