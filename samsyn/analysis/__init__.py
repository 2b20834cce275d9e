# SPDX-License-Identifier: EUPL-1.2
"""The pure core, named by question: arrays in metres and days in, frozen answers and codes out; no Django."""
