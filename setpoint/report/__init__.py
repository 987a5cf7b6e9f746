"""What commands print: one module for each kind of output, as text or JSON."""
