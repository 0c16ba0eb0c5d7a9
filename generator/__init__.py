"""The API catalogue generator: a YAML catalogue and harvested specs in, a static site out."""

__version__ = "0.1.0"
