# SPDX-License-Identifier: EUPL-1.2
"""What other programs read of the published: our own interface, and one in the shape of data.police.uk."""
