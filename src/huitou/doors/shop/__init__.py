"""The shop as shoppers see it: HTML first, phone first, at `/`.

`slots.register_slot` (from a room's AppConfig.ready) puts something into a page of the shop. The
pages stand in `pages/`, one typed object each; the file of the same name beside it reads and
answers. `who.py` knows who is there, `frame.py` what stands around each page, `answering.py` is
around every handler. Facts said: none; the browser tells the intake what was looked at
(`views_told.py`). Facts heard: none.
"""
