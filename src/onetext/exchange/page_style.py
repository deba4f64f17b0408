"""How our pages look: on a screen and a telephone, in the dark, in print in black and white, to a screen reader."""

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; border-bottom: 1px solid; }
p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
div { overflow-x: auto; }
ins { color: #0a5c2b; background: #0a5c2b14; text-decoration: underline; text-underline-offset: .15em; }
del { color: #98201b; background: #98201b12; text-decoration: line-through; }
ins.moved { text-decoration: underline double; } del.moved { text-decoration: line-through dotted; }
ins.moved, del.moved { color: #3d3a94; background: #3d3a9412; }
ins b, del b { font: .75em system-ui, sans-serif; display: inline-block; padding-inline-end: .4em; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  ins { color: #7fd6a0; background: #7fd6a01c; } del { color: #f2a19b; background: #f2a19b1c; }
  ins.moved, del.moved { color: #b9b6ff; background: #b9b6ff1c; }
}
table { border-collapse: collapse; width: 100%; margin: .4rem 0; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #8884; }
@media print {
  ins, del, ins.moved, del.moved { color: inherit; background: none; }
  body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; }
}
"""
"""Every page: words inserted are underlined and those deleted struck, so that neither needs colour."""

DOCUMENT = """
body { line-height: 1.6; }
h1, h2, h3, h4, h5, h6 { font-size: 1.1rem; break-after: avoid; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.3rem; border: 0; margin: 1.8rem 0 .4rem; } h3 { font-size: 1.2rem; }
h2, h3, h4, h5, h6 { white-space: pre-wrap; overflow-wrap: anywhere; }
main > p { margin: .5rem 0; }
.level-1 { margin-inline-start: 1.5rem; } .level-2 { margin-inline-start: 3rem; }
.level-3 { margin-inline-start: 4.5rem; } .level-4 { margin-inline-start: 6rem; }
main > p.level-1, main > p.level-2, main > p.level-3, main > p.level-4 { margin-block: .5rem; }
.margin { font-size: .85em; opacity: .75; }
sup { font: .7em system-ui, sans-serif; line-height: 0; display: inline-block; margin-inline-start: .15em; }
del > sup, ins > sup { text-decoration: none; }
td p, th p { overflow-wrap: break-word; }
td:first-child { padding-inline-start: 0; } tr:first-child > td { font-weight: bold; border-bottom: 1px solid; }
body:has(td:nth-child(4)) { max-width: 72rem; }
[role=doc-footnote] > p { display: inline; }
mark { color: inherit; background: none; border-bottom: 1px dotted; }
td.empty { background: #8881; }
footer { margin-top: 2.5rem; border-top: 1px solid; font-size: .9em; }
@media (max-width: 34rem) {
  .level-1 { margin-inline-start: .8rem; } .level-2 { margin-inline-start: 1.6rem; }
  .level-3, .level-4 { margin-inline-start: 2.4rem; }
  th, td { padding-inline-end: .3rem; font-size: .92em; }
  tr:has(> td:nth-child(4)) { display: grid; grid-template-columns: 1fr 1fr; border-bottom: 1px solid #8884; }
  tr > td:has(~ td:nth-child(4)), td:nth-child(4) { border: 0; padding-block: .1rem; overflow-wrap: anywhere; }
  tr > td:first-child:has(~ td:nth-child(4)), td:nth-child(4) { grid-column: 1 / -1; font-style: italic; }
}
@page { margin: 2cm; }
@media print { a { color: inherit; text-decoration: none; } mark { border-bottom: 1px dotted; } }
"""
"""What a document has beside: levels, marks of notes and comments, what stands at the head and foot of a page."""
