"""What the numbers of a sentence mean: all that is seen around them, what it is worth, and the likeliest reading."""
