"""From text to claims: files, their prose, its quantities and names, what the numbers mean, and who says so."""
