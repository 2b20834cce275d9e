# SPDX-License-Identifier: EUPL-1.2
"""Django without domain: base rows, frozen records, jobs, mail, documents, frame."""
