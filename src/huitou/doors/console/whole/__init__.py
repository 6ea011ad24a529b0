"""A person, an order and a product seen whole: all that the rooms and the log know of one thing.

Each page stands at /console/people/KEY, /console/orders/ID, /console/products/ID. What can be done
with the thing are `Verb`s (asking.py), each with an address; a link opens it as a dialog.
Later rooms add what they know of a person or a product with `register_section` (sections.py).
"""
