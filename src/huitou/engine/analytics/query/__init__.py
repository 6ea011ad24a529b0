"""The words of a question and of its answer, which every query family shares."""
