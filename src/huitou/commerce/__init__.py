"""The shop: members, goods, stock, orders, payments and what comes after them."""
