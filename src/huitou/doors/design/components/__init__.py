"""The pieces that pages are made of, one file a kind. The room's face names them all."""
