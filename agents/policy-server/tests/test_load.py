from __future__ import annotations

import pytest

from vla_policy_server.errors import PolicyError, told
from vla_policy_server.load import load_class
from vla_policy_server.sources import sources_hash

PLAIN = "class Mine:\n    def act(self, observation):\n        return [0] * 7\n"


def test_a_file_may_import_what_lies_beside_it(policy_file, tmp_path):
    (tmp_path / "helper.py").write_text("ROW = [1] * 7\n")
    place = policy_file("import helper\nclass Mine:\n    def act(self, observation):\n        return helper.ROW\n")
    assert load_class(place)().act(None) == [1] * 7


def test_a_module_is_found_from_the_working_folder(policy_file, tmp_path, monkeypatch):
    policy_file(PLAIN, "somewhere.py")
    monkeypatch.chdir(tmp_path)
    assert load_class("somewhere:Mine").__name__ == "Mine"


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("no_colon", "expected module:Class or file.py:Class, got 'no_colon'"),
        ("missing.py:Mine", "expected a Python file, got missing.py, which does not exist"),
    ],
)
def test_a_place_that_is_none_is_told_in_one_line(place, line):
    with pytest.raises(PolicyError) as caught:
        load_class(place)
    assert str(caught.value) == line


def test_a_wrong_name_lists_the_classes_that_would_do(policy_file):
    with pytest.raises(PolicyError, match=r"expected a class Other in mine, got no such name; it has: Mine$"):
        load_class(policy_file(PLAIN, class_name="Other"))


def test_a_class_without_act_is_refused(policy_file):
    with pytest.raises(PolicyError, match=r"class Mine: expected a method act\(self, observation\), got none"):
        load_class(policy_file("class Mine:\n    pass\n"))


def test_what_a_module_raises_is_told_with_its_line(policy_file):
    with pytest.raises(ZeroDivisionError) as caught:
        load_class(policy_file("x = 1\ny = x / 0\n"))
    said = told(caught.value)
    assert said["message"] == "ZeroDivisionError: division by zero (mine.py:2, in <module>)"
    assert "y = x / 0" in said["traceback"]


def test_a_syntax_error_is_told_with_its_line(policy_file):
    with pytest.raises(SyntaxError) as caught:
        load_class(policy_file("x = 1\ndef act(:\n"))
    assert told(caught.value)["message"] == "SyntaxError: invalid syntax (mine.py:2)"


def test_an_edit_of_the_policy_or_of_what_it_imports_is_another_policy(policy_file, tmp_path):
    def hashed(helper: str, main: str = "import helper\n" + PLAIN) -> str:
        (tmp_path / "helper.py").write_text(helper)
        import sys

        for name in ("helper", "mine"):
            sys.modules.pop(name, None)
        return sources_hash(load_class(policy_file(main)))

    first = hashed("A = 1\n")
    assert hashed("A = 1\n") == first
    assert hashed("A = 200\n") != first
    assert hashed("A = 1\n", "import helper\n# edited\n" + PLAIN) != first
