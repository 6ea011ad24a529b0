"""The explorers, a file for each kind of question: what its form asks, and how it is drawn."""
