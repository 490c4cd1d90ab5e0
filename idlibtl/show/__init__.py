"""Reports -> text, data and pictures."""
