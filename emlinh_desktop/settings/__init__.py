"""Typed settings, their file and their migrations; secrets in the system keyring.

Owns which online services are used (`online`) and their keys (`secrets`). Must not know who reads them.
"""
