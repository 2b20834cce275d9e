# SPDX-License-Identifier: EUPL-1.2
"""`samsyn` and `python -m samsyn`: the command line."""

from __future__ import annotations

import sys

from samsyn.cli.run import run


def main() -> None:
    """Run what the command line asks for, and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
