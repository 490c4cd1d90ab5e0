"""How people ask: filters, names, and what a question counts."""
