"""Forms: what was typed becomes answers; they know the questionnaire and its words, never its points."""
