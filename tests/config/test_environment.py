# SPDX-License-Identifier: EUPL-1.2
"""Addresses of database and mail are read as they are written, and a bad one says what it should be."""

import pytest

from samsyn.config import environment as env


def test_mail_goes_to_a_folder():
    found = env.mail("file:///srv/samsyn/mail%20ut")
    assert found["EMAIL_BACKEND"] == "samsyn.kit.mail.FolderBackend"
    assert str(found["MAIL_FOLDER"]) == "/srv/samsyn/mail ut"


def test_mail_goes_to_a_server_and_a_password_only_over_an_encrypted_connection():
    found = env.mail("smtp://samsyn:hem%40lig@post.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("post.example", 587)
    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == ("hem@lig", True)
    assert env.mail("smtp://localhost")["EMAIL_PORT"] == 25
    encrypted = env.mail("smtps://a:b@post.example")
    assert (encrypted["EMAIL_PORT"], encrypted["EMAIL_USE_SSL"], encrypted["EMAIL_USE_TLS"]) == (
        465,
        True,
        False,
    )


@pytest.mark.parametrize("url", ["post.example", "http://post.example", "smtp://"])
def test_a_bad_mail_address_says_what_it_should_be(url):
    with pytest.raises(ValueError, match="SAMSYN_MAIL_URL must be"):
        env.mail(url)


def test_a_database_is_a_file_or_a_server():
    assert env.database("sqlite:////srv/a%20b.sqlite3")["NAME"] == "/srv/a b.sqlite3"
    found = env.database("postgresql://sam:hem%40lig@db.example:5433/samsyn")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.example", "5433", "hem@lig")
    by_socket = env.database("postgresql://samsyn@%2Ftmp%2Fpg/samsyn")
    assert by_socket["HOST"] == "/tmp/pg"


def test_a_bad_database_address_says_what_it_should_be():
    with pytest.raises(ValueError, match="SAMSYN_DATABASE_URL must begin"):
        env.database("mysql://x")
