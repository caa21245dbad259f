"""Em Linh Desktop: a topic in, a spoken, drawn and captioned film out, with the network unplugged."""

__version__ = "0.1.0"
