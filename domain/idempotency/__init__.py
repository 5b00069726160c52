"""Keys by which a repeated request is known as the same one."""
