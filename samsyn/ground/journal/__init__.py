# SPDX-License-Identifier: EUPL-1.2
"""Who did what when; append only, chained; ids and digests, never text."""
