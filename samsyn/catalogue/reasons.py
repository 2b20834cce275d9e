# SPDX-License-Identifier: EUPL-1.2
"""Why a row or a file was not taken, what to do about it, and the facts each reason carries; words are in templates."""

from enum import StrEnum


class Hint(StrEnum):
    """What the person with the file can do."""

    FILL_IN = "fill_in"
    ADD_TO_MAPPING = "add_to_mapping"
    WRITE_DATE = "write_date"
    WRITE_TIME = "write_time"
    WRITE_NUMBER = "write_number"
    SWAP_COLUMNS = "swap_columns"
    CHECK_CRS = "check_crs"
    GIVE_CRS = "give_crs"
    CHECK_QUOTES = "check_quotes"
    SHORTEN = "shorten"
    REMOVE_CHARACTERS = "remove_characters"
    FETCH_AGAIN = "fetch_again"
    CHECK_MAPPING = "check_mapping"
    RENAME_COLUMN = "rename_column"
    SAVE_AS_CSV = "save_as_csv"
    SPLIT_FILE = "split_file"
    CHOOSE_SOURCE = "choose_source"
    REMOVE_COLUMN = "remove_column"
    AGGREGATE_FIRST = "aggregate_first"
    WRITE_PERIOD = "write_period"
    USE_POINTS = "use_points"
    CHECK_ZONE = "check_zone"


class Reason(StrEnum):
    """A reason with its hint and the names of its facts: `Reason.BAD_DATE.hint`, `Reason.BAD_DATE.facts`."""

    hint: Hint
    facts: tuple[str, ...]

    def __new__(cls, code: str, hint: Hint, *facts: str) -> "Reason":
        member = str.__new__(cls, code)
        member._value_ = code
        member.hint = hint
        member.facts = facts
        return member

    # One row
    MISSING_VALUE = ("missing_value", Hint.FILL_IN, "column")
    UNKNOWN_CATEGORY = ("unknown_category", Hint.ADD_TO_MAPPING, "value")
    BAD_DATE = ("bad_date", Hint.WRITE_DATE, "value")
    BAD_TIME = ("bad_time", Hint.WRITE_TIME, "value")
    DATE_OUT_OF_RANGE = ("date_out_of_range", Hint.WRITE_DATE, "value")
    ENDS_BEFORE_START = ("ends_before_start", Hint.WRITE_DATE, "from", "to")
    BAD_COORDINATE = ("bad_coordinate", Hint.WRITE_NUMBER, "value")
    COORDINATE_MISSING = ("coordinate_missing", Hint.FILL_IN, "column")
    COORDINATES_SWAPPED = ("coordinates_swapped", Hint.SWAP_COLUMNS, "x", "y", "crs")
    COORDINATES_OUT_OF_RANGE = ("coordinates_out_of_range", Hint.CHECK_CRS, "x", "y", "crs")
    GEOMETRY_NOT_POINT = ("geometry_not_point", Hint.USE_POINTS, "geometry")
    TOO_FEW_CELLS = ("too_few_cells", Hint.CHECK_QUOTES, "expected", "found")
    TOO_MANY_CELLS = ("too_many_cells", Hint.CHECK_QUOTES, "expected", "found")
    BAD_CHARACTERS = ("bad_characters", Hint.REMOVE_CHARACTERS, "column")
    CELL_TOO_LONG = ("cell_too_long", Hint.SHORTEN, "limit")
    BAD_LINE = ("bad_line", Hint.CHECK_QUOTES, "detail")
    NOT_AN_OBJECT = ("not_an_object", Hint.CHOOSE_SOURCE, "value")
    MISSING_ID = ("missing_id", Hint.FILL_IN)
    BAD_NUMBER = ("bad_number", Hint.WRITE_NUMBER, "value")
    NEGATIVE_NUMBER = ("negative_number", Hint.WRITE_NUMBER, "value")
    SHARE_OUT_OF_RANGE = ("share_out_of_range", Hint.WRITE_NUMBER, "value")
    BAD_PERIOD = ("bad_period", Hint.WRITE_PERIOD, "value")
    BAD_PLACE_CODE = ("bad_place_code", Hint.FILL_IN, "value")
    TOO_FEW_ANSWERS = ("too_few_answers", Hint.AGGREGATE_FIRST, "answers", "least")
    PERSONAL_DATA = ("personal_data", Hint.REMOVE_COLUMN, "column")

    # The tail of a streamed file, given as one rejected row after the good ones
    FILE_TRUNCATED = ("file_truncated", Hint.FETCH_AGAIN, "rows_read")
    FILE_BROKEN = ("file_broken", Hint.FETCH_AGAIN, "rows_read")

    # The whole file
    FILE_MISSING = ("file_missing", Hint.FETCH_AGAIN, "name")
    FILE_EMPTY = ("file_empty", Hint.FETCH_AGAIN)
    FILE_TOO_LARGE = ("file_too_large", Hint.SPLIT_FILE, "limit_mb")
    FORMAT_UNKNOWN = ("format_unknown", Hint.SAVE_AS_CSV, "name")
    FORMAT_NOT_FOR_SOURCE = ("format_not_for_source", Hint.CHOOSE_SOURCE, "format", "expected")
    EXCEL_TOO_LARGE = ("excel_too_large", Hint.SAVE_AS_CSV, "limit_mb")
    EXCEL_BROKEN = ("excel_broken", Hint.FETCH_AGAIN)
    EXCEL_SHEET_MISSING = ("excel_sheet_missing", Hint.CHECK_MAPPING, "sheet", "found")
    COLUMNS_MISSING = ("columns_missing", Hint.CHECK_MAPPING, "missing", "found", "similar")
    DUPLICATE_HEADER = ("duplicate_header", Hint.RENAME_COLUMN, "columns")
    MAPPING_UNREADABLE = ("mapping_unreadable", Hint.CHECK_MAPPING, "detail")
    MAPPING_UNKNOWN_FIELD = ("mapping_unknown_field", Hint.CHECK_MAPPING, "fields", "known")
    MAPPING_UNKNOWN_CATEGORY = ("mapping_unknown_category", Hint.CHECK_MAPPING, "keys")
    MAPPING_INCOMPLETE = ("mapping_incomplete", Hint.CHECK_MAPPING, "fields", "found")
    CRS_MISSING = ("crs_missing", Hint.GIVE_CRS)
    CRS_UNKNOWN = ("crs_unknown", Hint.GIVE_CRS, "crs")
    ZONE_UNKNOWN = ("zone_unknown", Hint.CHECK_ZONE, "zone")
    TEXT_COLUMN_REFUSED = ("text_column_refused", Hint.REMOVE_COLUMN, "column", "row")
    PERSON_COLUMN_REFUSED = ("person_column_refused", Hint.REMOVE_COLUMN, "column", "kind")
    INDIVIDUAL_ROWS_REFUSED = ("individual_rows_refused", Hint.AGGREGATE_FIRST, "column")
