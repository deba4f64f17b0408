"""`python -m onetext`."""

import gc

# Starting makes many objects that stay: to look for garbage among them takes a fifth of the start.
gc.disable()

from onetext.cli import main  # noqa: E402

gc.freeze()
gc.enable()
main()
