"""Functions of the embedded AWS: how they run, what stays of them, what is told of them."""
