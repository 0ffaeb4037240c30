"""What came by e-mail: filed for the secretariat, which confirms it or sets it aside."""
