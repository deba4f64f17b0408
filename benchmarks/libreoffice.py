"""LibreOffice compares two Word files, as its menu does: Edit, Track Changes, Compare Document.

It is asked by a macro, in a profile of its own. All files are in the folder in which this is run.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAM = shutil.which("soffice")
_MACRO = """\
Sub Work(folder As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue, other(0) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  document = StarDesktop.loadComponentFromURL(folder & "/after.docx", "_blank", 0, opening())
  document.CurrentController.Frame.LayoutManager.setVisible(False)
  other(0).Name = "URL"
  other(0).Value = folder & "/before.docx"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:CompareDocuments", "", 0, other())
  saving(0).Name = "FilterName"
  saving(0).Value = "MS Word 2007 XML"
  document.storeToURL(folder & "/compared.docx", saving())
  document.close(True)
  StarDesktop.terminate()
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
    f'script:language="StarBasic">{escape(_MACRO)}</script:module>',
}


def compare(before: bytes, after: bytes) -> bytes:
    """The later Word file with the tracked changes that LibreOffice finds; the time has its start of a second in it."""
    folder = _profile()
    (folder / "compared.docx").unlink(missing_ok=True)
    (folder / "before.docx").write_bytes(before)
    (folder / "after.docx").write_bytes(after)
    _start(folder, f'macro:///Standard.Jobs.Work("{folder.as_uri()}")')
    return (folder / "compared.docx").read_bytes()


@cache
def _profile() -> Path:
    """The folder, with a profile that holds the macro: the first start makes the profile, and would overwrite it."""
    folder = Path.cwd()
    _start(folder, "--terminate_after_init")
    for name, text in _BASIC.items():
        file = folder / "profile" / "user" / "basic" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _start(folder: Path, what: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([PROGRAM or "soffice", "--headless", "--norestore", profile, what], check=True, capture_output=True)
