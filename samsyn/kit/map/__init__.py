# SPDX-License-Identifier: EUPL-1.2
"""Data for the map panel: cells, areas, outlines and the ground, in WGS84, with no word and no point of a report."""
