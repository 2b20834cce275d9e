# SPDX-License-Identifier: EUPL-1.2
"""Keep, weed, hand out: walks what each model declares about itself."""
