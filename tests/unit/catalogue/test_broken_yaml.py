"""Every kind of broken YAML that yaml-test-suite knows is a finding at its place.

Cases carry the name that they have there; the documents are ours.
"""

import pytest

from meshctl.catalogue.documents.yaml_documents import read_document

BROKEN = {
    "236B a lone word after a mapping": ("queues:\n  letters: {}\nbroken\n", "invalid-yaml 3:1"),
    "2CMS a colon in text of several lines": ("Places\n orders\n  and: cancels\n", "invalid-yaml 3:6"),
    "2G84-00 a block indented by 0": ("description: |0\n text\n", "invalid-yaml 1:15"),
    "2G84-01 a block indented by 10": ("description: |10\n text\n", "invalid-yaml 1:16"),
    "3HFZ text behind the end of the document": ("service: checkout\n... and more\n", "invalid-yaml 2:5"),
    "4EJS tabs as indentation": ("publishes:\n\tOrderPlaced:\n\t\tversion: 1\n", "invalid-yaml 2:1"),
    "4H7K one bracket too many": ("regions: [eu-west-1] ]\n", "invalid-yaml 1:22"),
    "4HVU an item less indented than the others": ("list:\n    - a\n    - b\n  - c\n", "invalid-yaml 4:3"),
    "4JVG two anchors of one value": ("owner: &a\n  &b team: shop\nteam: &c\n  &d shop\n", "unsupported-yaml 1:8"),
    "55WF an escape that there is not": ('description: "50\\% off"\n', "invalid-yaml 1:17"),
    "5LLU a block less indented than its blank lines": ("description: >\n    \n     \n text\n", "invalid-yaml 4:2"),
    "5TRB a document's start in double quotes": ('description: "a\n---\nb"\n', "invalid-yaml 2:1"),
    "5U3A a list behind its key": ("list: - a\n      - b\n", "invalid-yaml 1:7"),
    "62EZ a key behind a closed mapping": ("letters: {order: fifo}keep: 4d\n", "invalid-yaml 1:23"),
    "6JTT a bracket that is never closed": ("where: [[1, 2]\n", "invalid-yaml 1:8"),
    "6S55 a lone word after a list": ("list:\n - a\n - b\n broken\n", "invalid-yaml 4:2"),
    "7LBH a key in double quotes over two lines": ('"service": a\n"des\n cription": b\n', "invalid-yaml 2:1"),
    "7MNF a key without its colon": ("owner:\n  team: a\nqueues\n", "invalid-yaml 3:1"),
    "8XDJ a comment within text": ("description: Places\n# really\n  orders\n", "invalid-yaml 3:3"),
    "9CWY a lone word after a key's list": ("list:\n  - a\n  - b\nbroken\n", "invalid-yaml 4:1"),
    "9HCY a directive after the content": (
        '!x "a"\n%TAG ! tag:shop.example,2026:\n---\n!x "a"\n',
        "unsupported-yaml 1:1",
    ),
    "9KBC a mapping on the line of the document's start": ("--- service: a\n    description: b\n", "invalid-yaml 1:12"),
    "9MAG a comma before the first item": ("list: [, a]\n", "invalid-yaml 1:8"),
    "9MMA a directive and nothing else": ("%YAML 1.1\n# later\n", "invalid-yaml 2:8"),
    "9MQT-01 a document's end in double quotes": ('description: "a\n... b\nc"\n', "invalid-yaml 2:1"),
    "B63P a directive and the document's end": ("%YAML 1.1\n# later\n...\n", "invalid-yaml 3:1"),
    "BD7L a key after a list": ("- a\n- b\nservice: c\n", "invalid-yaml 3:1"),
    "BF9H a comment behind a line of text": ("description: a\n  b # really\n  c\n", "invalid-yaml 3:3"),
    "BS4K a comment behind the first line of text": ("Places # really\norders\n", "invalid-yaml 2:1"),
    "C2SP a flow key over two lines": ("[orders\n]: billing\n", "invalid-yaml 2:2"),
    "CML9 a comment in place of a comma": ("list: [ a\n# really\n  b ]\n", "invalid-yaml 3:3"),
    "CQ3W quotes that are never closed": ('service: checkout\ndescription: "Places\n', "invalid-yaml 2:14"),
    "CTN5 two commas in a row": ("list: [a, , b]\n", "invalid-yaml 1:11"),
    "CXX2 an anchor on the line of the document's start": ("--- &a service: b\n", "unsupported-yaml 1:5"),
    "D49Q a key in single quotes over two lines": ("'service': a\n'des\n cription': b\n", "invalid-yaml 2:1"),
    "DK4H a flow key before a line's end": ("[ service\n  : a ]\n", "invalid-yaml 2:3"),
    "DK95-06 a tab behind the indentation": ("letters:\n  order: fifo\n  \tkeep: 4d\n", "invalid-yaml 3:3"),
    "DMG6 a key between two indentations": ("queues:\n  letters: {}\n others: {}\n", "invalid-yaml 3:2"),
    "EB22 a directive before the document's end": (
        "---\ncheckout # name\n%YAML 1.2\n---\nbilling\n",
        "unsupported-yaml 3:1",
    ),
    "EW3V a key more indented than its neighbour": ("service: a\n description: b\n", "invalid-yaml 2:13"),
    "G7JE a plain key over two lines": ("service: a\ndes\n cription: b\n", "invalid-yaml 2:1"),
    "G9HC an anchor that is not indented": ("list:\n&all\n- a\n- b\n", "invalid-yaml 2:1"),
    "GDY7 a comment before the colon": ("service: a\nname of #the: event\n", "invalid-yaml 2:1"),
    "GT5M an anchor between two items": ("- a\n&second\n- b\n", "invalid-yaml 2:1"),
    "H7J7 a tag that is not indented": ("owner: &a\n!!map\n  team: b\n", "invalid-yaml 2:1"),
    "H7TQ a version with more words": ("%YAML 1.2 or so\n---\nservice: a\n", "invalid-yaml 1:11"),
    "HRE5 a single quote escaped in double ones": ('description: "the customer\\\'s order"\n', "invalid-yaml 1:27"),
    "HU3P a mapping below text": ("owner:\n  the team\n  team: a\n", "invalid-yaml 3:7"),
    "JKF3 a quoted key that is not indented": ('- - "ser\nvice": a\n', "invalid-yaml 2:6"),
    "JY7Z a key behind quotes": ('team: "a" contact: b\nservice: "c"\n', "invalid-yaml 1:11"),
    "KS4U a word behind a list in brackets": ("[\na\n]\nb\n", "invalid-yaml 4:1"),
    "LHL4 a tag with braces": ("service: !a{}b c\n", "invalid-yaml 1:12"),
    "MUS6-00 a comment that touches a version": ("%YAML 1.1#old\n---\nservice: a\n", "unsupported-yaml 1:1"),
    "MUS6-01 a directive between two documents": (
        "%YAML 1.1\n---\n%YAML 1.1\n---\nservice: a\n",
        "unsupported-yaml 1:1",
    ),
    "N4JP a key less indented than its neighbour": ('owner:\n   team: "a"\n contact: "b"\n', "invalid-yaml 3:2"),
    "N782 a document's marks in brackets": ("list: [\n--- a,\n...\n]\n", "invalid-yaml 2:1"),
    "P2EQ an item behind a mapping": ("list:\n- {a: b}- c\n", "invalid-yaml 2:9"),
    "Q4CL words behind quotes": ('service: "a"\nteam: "b" or so\n', "invalid-yaml 2:11"),
    "QLJ7 a tag's prefix of another document": (
        "%TAG !s! tag:shop.example,2026:\n--- !s!a\nb: c\n--- !s!d\ne: f\n",
        "unsupported-yaml 1:1",
    ),
    "RHX7 a directive behind a mapping": ("service: a\n%YAML 1.2\n---\n", "unsupported-yaml 2:1"),
    "RXY3 a document's end in single quotes": ("description: 'a\n...\nb'\n", "invalid-yaml 2:1"),
    "S4GJ text behind a block's mark": ("description: > Places\n  orders\n", "invalid-yaml 1:16"),
    "SF5V a version twice": ("%YAML 1.2\n%YAML 1.2\n---\nservice: a\n", "invalid-yaml 2:1"),
    "SR86 an anchor of an alias": ("team: &a b\ncontact: &c *a\n", "unsupported-yaml 1:7"),
    "SU74 an anchor of an alias as key": ("team: &a b\n&c *a : d\n", "unsupported-yaml 1:7"),
    "SY6V an anchor before an item": ("&a - b\n", "invalid-yaml 1:4"),
    "T833 a line's end in place of a comma": ("letters: {\n order: fifo\n keep: 4d }\n", "invalid-yaml 3:6"),
    "TD5N a lone word after the items": ("- a\n- b\nbroken\n", "invalid-yaml 3:1"),
    "U44R a quoted value and a key more indented": ('owner:\n  team: "a"\n    contact: "b"\n', "invalid-yaml 3:5"),
    "U99R a comma in a tag": ("- !!str, a\n", "invalid-yaml 1:8"),
    "VJP3-00 a flow mapping that is not indented": ("letters: {\norder\n:\nfifo\n}\n", "invalid-yaml 3:1"),
    "W9L4 a block less indented than its first line": (
        "description: |\n      \n  Places\n  orders\n",
        "invalid-yaml 3:3",
    ),
    "Y79Y-000 a tab in an empty block": ("description: |\n\t\nservice: a\n", "invalid-yaml 2:1"),
    "Y79Y-004 a tab between two dashes": ("list:\n-\t- a\n", "invalid-yaml 2:2"),
    "Y79Y-005 a blank and a tab between two dashes": ("list:\n- \t- a\n", "invalid-yaml 2:3"),
    "Y79Y-006 a tab between a question mark and a dash": ("owner:\n  ?\t- a\n", "invalid-yaml 2:4"),
    "Y79Y-007 a tab between a colon and a dash": ("owner:\n  ? - a\n  :\t- b\n", "invalid-yaml 2:5"),
    "Y79Y-008 a tab between a question mark and a key": ("owner:\n  ?\tteam:\n", "invalid-yaml 2:4"),
    "Y79Y-009 a tab between a colon and a key": ("owner:\n  ? team:\n  :\tcontact:\n", "invalid-yaml 2:5"),
    "ZCZ6 three colons in a line": ("service: checkout: billing: a\n", "invalid-yaml 1:18"),
    "ZL4Z a colon behind quotes": ("service: 'checkout': billing\n", "invalid-yaml 1:20"),
    "ZVH3 an item less deep than its neighbour's key": ("- a: b\n - c\n", "invalid-yaml 2:2"),
    "ZXT5 a quoted flow key before a line's end": ('[ "service"\n  :a ]\n', "invalid-yaml 2:3"),
}

LENIENT = {
    "9C9N a list in brackets that is not indented": ("list: [a,\nb]\n", "list: [a, b]\n"),
    "9JBA a comment that touches a bracket": ("list: [a]#really\n", "list: [a] # really\n"),
    "CVW2 a comment that touches a comma": ("list: [a,#really\n b]\n", "list: [a, # really\n b]\n"),
    "DK95-01 a tab before quoted text": ('description: "Places\n\torders"\n', 'description: "Places orders"\n'),
    "G5U8 dashes in an item's brackets": ("- [-, -]\n", '- ["-", "-"]\n'),
    "QB6E quoted text that is not indented": ('description: "Places\norders"\n', 'description: "Places orders"\n'),
    "S98Z a comment below a block of blank lines": ("description: >\n \n   \n # really\n", 'description: ""\n'),
    "SU5Z a comment that touches quotes": ('service: "a"# really\n', 'service: "a" # really\n'),
    "X4QW a comment that touches a block's mark": ("description: ># really\n  a\n", "description: > # really\n  a\n"),
    "Y79Y-003 a tab in brackets": ("- [\n\ta,\n b\n ]\n", "- [a, b]\n"),
    "YJV2 a dash in brackets": ("list: [-]\n", 'list: ["-"]\n'),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_the_suite_calls_an_error_is_a_finding_at_its_place(case: str) -> None:
    text, expected = BROKEN[case]
    document, (finding,) = read_document("f.yaml", text.encode())
    assert document is None
    assert f"{finding.check} {finding.place.line}:{finding.place.column}" == expected


@pytest.mark.parametrize("case", LENIENT)
def test_what_libyaml_accepts_nonetheless_means_what_it_looks_like(case: str) -> None:
    (loose, loose_findings), (strict, strict_findings) = (
        read_document("f.yaml", text.encode()) for text in LENIENT[case]
    )
    assert loose is not None and strict is not None
    assert (loose.data, loose_findings) == (strict.data, strict_findings)


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("before", ["\ufeff", "# first\r\n"])
def test_the_place_is_right_behind_a_mark_or_a_windows_line(case: str, before: str) -> None:
    text, expected = BROKEN[case]
    _, findings = read_document("f.yaml", (before + text).encode())
    line = int(expected.split(" ")[1].split(":")[0]) + before.count("\n")
    assert [finding.place.line for finding in findings] == [line]
