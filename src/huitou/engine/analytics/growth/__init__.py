"""Growth accounting: how people bring people, how far it carries, and what of it is real."""
