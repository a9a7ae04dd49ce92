"""The preview: a server for the browser of the one who writes, which shows each edition as it is."""
