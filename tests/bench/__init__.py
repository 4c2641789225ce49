"""Measurements, which no test asserts: see the Makefile."""
