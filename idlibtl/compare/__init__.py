"""Comparisons with other data and with printed claims."""
