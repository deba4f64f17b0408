"""The rules of the house, held for every module of onetext."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "onetext").rglob("*.py"))
NAMED_BY_DJANGO = {Path("src/onetext/web/accounts/models.py")}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "managers", "models", "common", "misc"}
LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
WRITTEN = {".py", ".html", ".css", ".js", ".md", ".po", ".txt"}


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_run_downward_only() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    run = subprocess.run(
        [sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_holds_the_marks_of_a_merge_that_was_not_finished() -> None:
    texts = (one for one in (ROOT / "src").rglob("*") if one.suffix in {".py", ".html", ".css", ".js", ".po", ".txt"})
    assert [one for one in texts if re.search(r"^(<{7} |>{7} )", one.read_text(encoding="utf-8"), re.MULTILINE)] == []


@pytest.mark.parametrize("room", ["record", "text"])
def test_the_foundations_import_no_other_room_than_what_all_speak_with(room: str) -> None:
    graph = grimp.build_graph("onetext", cache_dir=None)
    own = {f"onetext.{room}", *graph.find_descendants(f"onetext.{room}")}
    imported = {name for module in own for name in graph.find_modules_directly_imported_by(module)}
    assert imported <= own | {"onetext.sentences"}


def sayings(path: Path) -> Iterator[tuple[str, set[str], set[str | None]]]:
    """Each form of a sentence in a module, with the names in it and the names of the parts that are given."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        forms = call.args[: {"say": 1, "refuse": 1, "say_count": 2}.get(call.func.id, 0)]
        for form in (one.value for one in forms if isinstance(one, ast.Constant)):
            named = {name for _, name, _, _ in Formatter().parse(str(form)) if name is not None}
            yield str(form), named - {"count"}, {one.arg for one in call.keywords} - {"typed"}


def test_a_sentence_names_each_of_its_parts_and_no_other() -> None:
    wrong = [form for path in MODULES for form, named, given in sayings(path) if named != given]
    assert wrong == []


SHOWN_ON_PAGES = ("record", "text", "process", "exchange", "web")
FAULTS_OF_THE_READER = {"Refused", "UnreadableDocument", "UnreadableText", "OutOfScope", "TooOften"}


def put_together(form: ast.expr) -> bool:
    """Whether a form is made of pieces where it stands, so that translators would not see it whole."""
    joined = (
        isinstance(form, ast.Call) and isinstance(form.func, ast.Attribute) and form.func.attr in {"format", "join"}
    )
    return joined or isinstance(form, ast.JoinedStr | ast.BinOp)


def unseen(module: str) -> Iterator[int]:
    """The lines where a module says or refuses something in a form that translators do not see, or see in pieces."""
    for call in ast.walk(ast.parse(module)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        forms = call.args[: {"say": 1, "refuse": 1, "say_count": 2}.get(call.func.id, 0)]
        given = call.args[:1] if call.func.id in FAULTS_OF_THE_READER else []
        if any(map(put_together, [*forms, *given])) or any(isinstance(one, ast.Constant) for one in given):
            yield call.lineno


def test_translators_see_every_sentence_whole() -> None:
    rooms = (path for path in MODULES if path.relative_to(ROOT / "src" / "onetext").parts[0] in SHOWN_ON_PAGES)
    found = {path.relative_to(ROOT): list(unseen(path.read_text(encoding="utf-8"))) for path in rooms}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("module", "whole"),
    [
        ('refuse("There is no {name}.", name=name)', True),
        ("refuse(_LACKING[field])", True),
        ('raise UnreadableDocument(say("It is empty."))', True),
        ('refuse(f"There is no {name}.")', False),
        ('refuse("There is no " + name)', False),
        ('say("There is no {}.".format(name))', False),
        ('say_count("{count} point", "{count} " + word, count)', False),
        ('raise UnreadableDocument("It is empty.")', False),
    ],
)
def test_a_sentence_in_pieces_is_found(module: str, *, whole: bool) -> None:
    assert (not list(unseen(module))) == whole


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {path.relative_to(ROOT) for path in MODULES if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING}
    assert named <= NAMED_BY_DJANGO


def test_no_module_is_too_long_to_read() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_read() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_is_left_half_merged() -> None:
    marks = tuple(mark * 7 + " " for mark in "<>")
    texts = (path for room in ("src", "tests", "docs") for path in (ROOT / room).rglob("*") if path.suffix in WRITTEN)
    marked = (path for path in texts for line in path.read_text("utf-8").splitlines() if line.startswith(marks))
    assert [path.relative_to(ROOT) for path in marked] == []


@pytest.mark.parametrize(("ci", "outcome"), [("", 0), ("1", 1)])
def test_only_ci_refuses_a_skip_for_want_of_what_it_has(tmp_path: Path, ci: str, outcome: int) -> None:
    for name in ("conftest.py", "visits.py", "listening.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path)
    wanted = ("ONETEXT_SHARED", "LIBREOFFICE", "POSTGRESQL")
    tests = "".join(f"\ndef test_{name}():\n    pytest.skip('needs {name}')\n" for name in wanted)
    (tmp_path / "test_case.py").write_text(f"import pytest\n{tests}", encoding="utf-8")
    pytest_alone = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", "."]
    environment = {**os.environ, "CI": ci, "PYTEST_ADDOPTS": ""}
    run = subprocess.run(
        pytest_alone, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == outcome, run.stdout + run.stderr
    assert f"{len(wanted)} {'failed' if ci else 'skipped'}" in run.stdout
