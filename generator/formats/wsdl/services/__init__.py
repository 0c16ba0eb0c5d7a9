"""What the definitions say of services: their ports, operations and messages."""
