"""What a chronology is made of: words, days, counts and records."""
