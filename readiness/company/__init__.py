"""Answers in, assessment out: can this company fund the role, and of which level?"""
