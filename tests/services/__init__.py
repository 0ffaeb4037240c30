"""The portal as real processes, on the database and the broker that the environment gives."""
