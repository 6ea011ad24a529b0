"""Charts drawn on the server: pure functions from numbers to SVG, without styles of their own.

Places are shares of the width, so that a chart fits a phone and a wall; text keeps its size.
Colours come by class from the tokens: `stroke-3`, `fill-3` are those of series 3. What one reads in
a chart stands in a table beside it (`ChartFrame.table`). `Heatmap` is a table and `FunnelBars` a
list themselves.
"""
