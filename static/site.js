// Loads only what the page at hand can use; every page works without it.
