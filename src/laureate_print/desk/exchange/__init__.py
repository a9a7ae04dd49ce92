"""Exchange formats: the words of catalogs as the tools of translators take them, and back."""
