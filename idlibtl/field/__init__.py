"""UCDP GED and ACLED files."""
