"""What is done: implementation actions, their milestones, reported figures."""
