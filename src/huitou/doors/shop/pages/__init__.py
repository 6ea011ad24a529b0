"""The pages of the shop as typed objects, each with what it is made of."""
