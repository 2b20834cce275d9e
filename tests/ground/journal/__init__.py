# SPDX-License-Identifier: EUPL-1.2
"""The journal: complete, chained, and telling when it is not."""
