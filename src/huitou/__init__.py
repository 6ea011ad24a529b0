"""huitou (回头): social commerce that brings shoppers back, and proves what brought them."""

__version__ = "0.1.0"
