"""Typed settings, their file and their migrations; secrets in the system keyring.

Will own the user's defaults. Must not know who reads them.
"""
