"""The library: films as a grid of thumbnails, and what is known about one."""
