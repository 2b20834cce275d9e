# SPDX-License-Identifier: EUPL-1.2
"""How fast the product is, beside a reference or a time allowed: one module a subject, each with `rows()`."""
