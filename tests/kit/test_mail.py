# SPDX-License-Identifier: EUPL-1.2
"""A mail says what its template says; what somebody typed becomes neither a header nor a link."""

from email import message_from_bytes, policy

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit import mail

WORDS = {
    "mail/prov.subject.txt": "Undertecknat: {{ title }}\n",
    "mail/prov.txt": "Avtalet {{ title }} väntar.\n\n{{ link }}\n",
}


@pytest.fixture(autouse=True)
def words(settings):
    settings.PUBLIC_URL = "https://samsyn.example"
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", WORDS)]},
        }
    ]


def sent(title: str = "Trygg centrum", **options):
    mail.send("avdelning@kommun.example", "prov", {"title": title}, **options)
    return outbox.outbox[-1]


def test_subject_and_text_come_from_the_templates():
    message = sent(links={"link": "https://samsyn.example/almstad/lank/x/"})
    assert message.subject == "Undertecknat: Trygg centrum"
    assert message.body == "Avtalet Trygg centrum väntar.\n\nhttps://samsyn.example/almstad/lank/x/\n"
    assert message.to == ["avdelning@kommun.example"]


def test_text_is_not_escaped_as_if_it_were_a_page():
    assert "Räven & Co" in sent("Räven & Co").body


def test_a_typed_line_break_makes_no_header():
    message = sent("Hej\r\nBcc: alla@example.se")
    assert "Bcc" not in message.message()
    assert "\n" not in message.subject


@pytest.mark.parametrize(
    "typed", ["https://elak.example/x", "www.elak.example", "elak.example/x", "skriv till elak@elak.example"]
)
def test_a_typed_address_is_not_clickable(typed):
    body = sent(typed).body
    assert typed not in body
    assert "[" in body


@given(st.text(max_size=80))
def test_whatever_is_typed_no_scheme_and_no_control_character_is_left(typed):
    kept = mail.harmless(typed)
    assert not any(s in kept for s in ("\r", "\x00", "\u202e"))
    assert "://" not in kept.replace("[://]", "")


def test_a_link_leads_to_this_installation_only():
    for link in (
        "https://elak.example/",
        "https://samsyn.example.elak.example/",
        "https://samsyn.example/ x",
    ):
        with pytest.raises(ValueError, match="this installation"):
            sent(links={"link": link})


def test_an_address_that_is_none_is_refused():
    for address in ("ingen", "a@b.se\nBcc: c@d.se", "a@b.se, c@d.se"):
        with pytest.raises(ValidationError):
            mail.send(address, "prov", {"title": "x"})


def test_a_row_is_not_handed_to_a_mail():
    with pytest.raises(TypeError):
        mail.send("a@b.se", "prov", {"title": object()})


def test_the_name_of_the_machine_does_not_stand_in_the_mail():
    assert sent().message()["Message-ID"].endswith("@samsyn.example>")


def test_without_a_server_mail_is_written_to_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "samsyn.kit.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"
    mail.send("a@b.se", "prov", {"title": "Åtgärd"})
    files = list(settings.MAIL_FOLDER.iterdir())
    assert [path.suffix for path in files] == [".eml"]
    message = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert message["Subject"] == "Undertecknat: Åtgärd"
    assert message.get_content().startswith("Avtalet Åtgärd väntar.")
