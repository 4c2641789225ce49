"""What is asked of imports: the runs of a workspace, and what became of what they brought."""
