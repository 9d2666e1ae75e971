"""Find what regulators and patients object to in health articles."""

__version__ = "0.1.0"
