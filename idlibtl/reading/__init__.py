"""A file -> records, or every fault in it."""
