# SPDX-License-Identifier: EUPL-1.2
"""What can be added in one place: categories, activities, indicators, sources and documents, without Django."""
