"""`meshctl check`, from the cache where the same was asked before."""
