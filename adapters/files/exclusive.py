"""One opener of a file at a time, in whatever process; a process that ends lets go.

Source: flock(2).
"""

import sys
from io import FileIO

if sys.platform == "win32":

    def take_exclusively(file: FileIO) -> bool:
        """Return True: this platform has no lock that leaves readers alone."""
        return not file.closed

else:
    import fcntl

    def take_exclusively(file: FileIO) -> bool:
        """Tell whether `file` is this opener's alone from here on, until it is closed."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
