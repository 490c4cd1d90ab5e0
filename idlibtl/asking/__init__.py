"""A question -> what the chronology says to it."""
