# SPDX-License-Identifier: EUPL-1.2
"""What needs several rooms: thread, search, start page, intake."""
