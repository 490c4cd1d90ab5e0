"""What a chronology is made of: dates, figures, records, and the words that files may use."""
