"""Text → vector: the encoders, and the registry that names them."""
