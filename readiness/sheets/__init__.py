"""Reads the tables that people bring, CSV and XLSX, and refuses what could do harm before it is read."""
