"""The domain of Readiness: it knows the model and its words, and nothing of the web."""
