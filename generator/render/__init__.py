"""Parts and standings into pages: HTML that knows no site builder."""
