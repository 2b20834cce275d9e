# SPDX-License-Identifier: EUPL-1.2
"""Charts drawn by hand as SVG: ink for what is known, hatch for what is estimated, a gap for what is missing.

Every drawing takes its words from the caller (a template has said them), writes classes instead of styles so
that it follows the theme under a strict content policy, and is one picture to a screen reader: role, title and
description on the root, nothing inside.
"""
