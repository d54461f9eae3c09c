"""Peta jalan: the programmes of a plan on its years, what they cost, and moving one in time."""
