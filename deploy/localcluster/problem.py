class Problem(Exception):
    """Something that the user has to know and can act on; shown without a stack trace."""
