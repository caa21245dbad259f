"""Alembic's migrations, shipped with the package. New one: `alembic revision --autogenerate`, see `env.py`."""
