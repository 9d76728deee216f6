"""One file a figure; analyzer.plot lists them."""
