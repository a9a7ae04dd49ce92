"""What a project's folder holds."""
