"""One document into parts."""
