"""What all tests share."""

import signal

# Whoever runs the tests in the background has Ctrl+C ignored, and every program they start inherits
# that: what happens on Ctrl+C could not be tried.
signal.signal(signal.SIGINT, signal.default_int_handler)
