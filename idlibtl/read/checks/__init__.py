"""What is wrong in a chronology, and what may be."""
