"""What the program costs: CPU seconds, memory, pages and bytes. Run by `make bench`."""
