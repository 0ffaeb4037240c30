"""The second factor and passkeys: set up, asked for, demanded of some, and removed when one is lost."""
