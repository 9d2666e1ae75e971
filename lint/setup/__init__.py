"""Look at a site, and write down what caveat needs to judge it."""
