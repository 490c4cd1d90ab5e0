"""An answer -> text, data, pictures."""
