"""Files and what their bytes hold; `analyzer.reading.documents` makes documents of them."""
