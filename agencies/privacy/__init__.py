"""What the portal stores about a person: they read it, correct it and download a copy."""
