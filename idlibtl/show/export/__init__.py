"""A chronology as files that other tools open: a module for each format."""
