"""LibreOffice as a second opinion: it opens files, decides all their changes, and saves them in other formats.

One start takes seconds, so that many jobs go into one. Each start has a profile of its own, thrown away after it.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

_SOFFICE = shutil.which("soffice")
needed = pytest.mark.skipif(_SOFFICE is None, reason="LIBREOFFICE is not on this machine: there is no soffice")
"""Marks a test that asks LibreOffice."""

Decision = Literal["keep", "accept", "reject"]
_FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "html": "HTML (StarWriter)",
    "pdf": "writer_pdf_Export",
    "txt": "Text (encoded)",
}
_OPTIONS = {"txt": "UTF8,LF,,,"}
_SECONDS = 240
_MACRO = """\
Sub Work(list As String)
  Dim file As Integer, source As String, target As String, decision As String, kind As String, choice As String
  file = FreeFile
  Open list For Input As #file
  Do While Not Eof(file)
    Line Input #file, source
    Line Input #file, decision
    Line Input #file, target
    Line Input #file, kind
    Line Input #file, choice
    One(source, decision, target, kind, choice)
  Loop
  Close #file
  StarDesktop.terminate()
End Sub

Sub One(source, decision, target, kind, choice)
  On Error GoTo Failed
  Dim opening(0) As New com.sun.star.beans.PropertyValue, saving(1) As New com.sun.star.beans.PropertyValue
  Dim document As Object, dispatcher As Object, arguments()
  opening(0).Name = "Hidden"
  opening(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  document.CurrentController.Frame.LayoutManager.setVisible(False)
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  If decision &lt;&gt; "keep" Then
    dispatcher.executeDispatch(document.CurrentController.Frame, decision, "", 0, arguments())
  End If
  saving(0).Name = "FilterName"
  saving(0).Value = kind
  saving(1).Name = "FilterOptions"
  saving(1).Value = choice
  document.storeToURL(target, saving())
  document.close(True)
Failed:
End Sub
"""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
_BASIC = {
    "script.xlc": f'{_XML}<library:libraries xmlns:library="http://openoffice.org/2000/library" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" '
    'xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>',
    "Standard/script.xlb": f'{_XML}<library:library {_LIBRARY} library:passwordprotected="false">'
    '<library:element library:name="Jobs"/></library:library>',
    "Standard/Jobs.xba": f'{_XML}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Jobs" '
    f'script:language="StarBasic">{_MACRO}</script:module>',
}
_DISPATCH = {"keep": "keep", "accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


class Job(NamedTuple):
    """A file for LibreOffice to open, what to do with all its changes, and the format to save it in."""

    data: bytes
    decision: Decision = "keep"
    to: str = "docx"
    ending: str = "docx"
    """Of the file that is opened."""


def done(jobs: Mapping[str, Job]) -> dict[str, bytes]:
    """What LibreOffice makes of each job, in one start; fails with the names of those that it could not do."""
    assert _SOFFICE
    names = list(jobs)
    with tempfile.TemporaryDirectory(prefix="onetext-libreoffice-") as folder:
        place = Path(folder)
        _start(place, "--terminate_after_init")  # the first start makes the profile, and would overwrite the macro
        targets = _laid_out(place, [jobs[name] for name in names])
        _start(place, f'macro:///Standard.Jobs.Work("{(place / "jobs").as_uri()}")')
        missing = [name for name, target in zip(names, targets, strict=True) if not target.exists()]
        assert not missing, f"LibreOffice could not do {missing}"
        return {name: target.read_bytes() for name, target in zip(names, targets, strict=True)}


def _laid_out(place: Path, jobs: Sequence[Job]) -> list[Path]:
    """The files, the macro and the list of jobs; returns where each result will be."""
    for name, text in _BASIC.items():
        file = place / "profile" / "user" / "basic" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    lines: list[str] = []
    targets = []
    for at, job in enumerate(jobs):
        source, target = place / f"{at}-in.{job.ending}", place / f"{at}-out.{job.to}"
        source.write_bytes(job.data)
        targets.append(target)
        lines += [
            source.as_uri(),
            _DISPATCH[job.decision],
            target.as_uri(),
            _FILTERS[job.to],
            _OPTIONS.get(job.to, "-"),
        ]
    (place / "jobs").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return targets


def _start(place: Path, order: str) -> None:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [str(_SOFFICE), "--headless", "--invisible", "--norestore", profile, order]
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)


def plain_text(data: bytes) -> str:
    """What was saved as plain text."""
    return data.decode("utf-8-sig").removesuffix("\n")
