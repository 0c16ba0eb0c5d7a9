"""The only place that knows a site builder: pages into a mkdocs-material site."""
