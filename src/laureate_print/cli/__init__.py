"""The door: commands, arguments, progress, report, doctor."""
