"""What the user chose for good: typed settings in one JSON file.

Owns the settings' values, their check and their file. Must not know who uses them, nor Qt: `bridge.settings_holder` tells
the window of changes. Which online services are used (`online`) and their
keys (`secrets`, kept by the system's keyring) stand beside them; no key ever reaches the file.
"""
