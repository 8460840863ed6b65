"""What flows between the stages: frozen values and ports, free of any framework."""
