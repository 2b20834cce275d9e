# SPDX-License-Identifier: EUPL-1.2
"""What stands in deploy/ is used by strangers, so it is held to what the product reads."""

import re

import yaml

from samsyn.catalogue import loader
from tests.house import tree

DEPLOY = tree.ROOT / "deploy"


def test_the_example_of_a_municipalitys_own_words_is_laid_over_ours() -> None:
    ours = {entry.key: entry.facts for entry in loader.texts("categories", None)}
    own = {
        entry.key: entry.facts for entry in loader.texts("categories", DEPLOY / "local.example" / "catalogue")
    }
    assert ours["rumour"]["show_from"] == 5
    assert own["rumour"]["show_from"] == 10
    assert own["rumour"]["name"] == ours["rumour"]["name"], "what the example does not mention stays ours"
    assert own.keys() == ours.keys()


def test_the_settings_in_deploy_are_settings_that_exist() -> None:
    explained = (tree.ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    files = [path for path in tree.files() if DEPLOY in path.parents]
    used = {
        name for path in files for name in re.findall(r"SAMSYN_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert used
    assert {name for name in used if f"`{name}`" not in explained} == set()


def test_the_proxy_in_the_guide_is_told_to_keep_no_addresses() -> None:
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert "access_log off;" in guide
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in guide, "an appended header can be forged"
    assert "X-Real-IP" not in guide


def test_the_description_for_other_authorities_can_be_read() -> None:
    page = yaml.safe_load((tree.ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert page["legal"]["license"] == "EUPL-1.2"
    project = tree.settings_of_the_project()["project"]
    assert isinstance(project, dict)
    assert page["softwareVersion"] == project["version"]
    for language in page["description"].values():
        assert 1 <= len(language["shortDescription"]) <= 150
        assert 150 <= len(language["longDescription"]) <= 10_000


def test_the_compose_file_can_be_read_and_keeps_its_data() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    for service in compose["services"].values():
        for volume in service["volumes"]:
            assert volume.split(":")[0] in compose["volumes"]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["samsyn"]["ports"])
