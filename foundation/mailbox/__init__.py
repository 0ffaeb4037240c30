"""The mailbox that the portal reads: its server, and what a message in it says. It stores nothing."""
