"""`python -m huitou` is the same as `huitou`."""

from huitou.doors.cli import main

if __name__ == "__main__":
    main()
