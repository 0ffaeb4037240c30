"""What the portal stores about a person: they read it, correct it and take a copy."""
