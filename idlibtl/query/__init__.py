"""Questions as people ask them: filters, names, and what a question counts."""
