"""`python -m setpoint` is the command `setpoint`."""

from setpoint.cli import main

main()
