"""The web edition: what a reader gets to see, hear and press, in a real browser, on every page."""
