"""From text to claims: documents, languages, numbers, names, and who says what."""
