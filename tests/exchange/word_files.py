"""The collection of Word files: made by hand and by python-docx, each as it is met in the world."""

from exchange import annotated_files, changed_files, numbered_files, python_docx_files, wrapped_files

HAND_MADE = (*numbered_files.FILES, *changed_files.FILES, *annotated_files.FILES, *wrapped_files.FILES)
WORD_FILES = (*HAND_MADE, *python_docx_files.FILES)
