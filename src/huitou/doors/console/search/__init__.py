"""One search over people, orders, products and pages."""
