"""Drivers of retention: which early behaviours go with staying."""
