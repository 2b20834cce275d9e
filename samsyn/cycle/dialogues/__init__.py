# SPDX-License-Identifier: EUPL-1.2
"""What people told us when asked: citizen dialogues, safety walks and surveys, as occasions."""
