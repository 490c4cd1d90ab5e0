"""Totals of figures, and how they are quoted."""
