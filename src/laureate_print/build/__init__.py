"""The story of one render; which jobs there are; the workers that render side by side."""
