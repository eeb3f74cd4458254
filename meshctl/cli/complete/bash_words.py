"""What bash tells of a command line, as click understands it. Completes nothing itself."""

from click.shell_completion import BashComplete, add_completion_class


class WordsOfBash(BashComplete):
    """bash splits `--stage=lo` into three words, and click knows the value of an option in the form `--stage lo`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and what of that is there."""
        words, beginning = super().get_completion_args()
        return [word for word in words if word != "="], beginning


def understand_bash() -> None:
    """From now on click takes bash's words so."""
    add_completion_class(WordsOfBash)
