"""What can be wrong with a decision."""


class MergeError(Exception):
    """A decision that cannot be made; the message is one sentence for a person."""
