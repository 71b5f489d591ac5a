"""The web: one module per noun, each with its blueprint. Views fetch, ask the domain, and show; they decide nothing."""
