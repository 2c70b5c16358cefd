"""Cases of approval as a stranger writes them, from the documentation alone, with labels set before any run."""
