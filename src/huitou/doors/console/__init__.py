"""The operator's console: pages at /console/ that each answer a question, for whoever signed in.

`staff.page_for` is around every handler, `frame.console_frame` around every page. The room holds no
rule of the business: it reads what the rooms below tell, and calls their verbs. It has no tables,
says no facts and hears none.
"""
