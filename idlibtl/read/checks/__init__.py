"""Errors in a chronology, and likely mistakes."""
