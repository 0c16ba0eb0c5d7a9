"""The files of a spec as one document: its grammar, its references, its structure."""
