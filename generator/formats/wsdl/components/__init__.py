"""What the schemas define: elements, types, attributes and groups, and what is inside each."""
