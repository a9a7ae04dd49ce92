"""Words and template become one HTML page."""
