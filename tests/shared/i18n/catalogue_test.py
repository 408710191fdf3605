"""The Chinese catalogue and the sources agree.

Collects the texts from the sources with xgettext, in the one form that translator.h names, and fails
on a text that is untranslated, fuzzy, unused, or whose places ({name}) differ from the English one.
Usage: catalogue_test.py SOURCE_DIR
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
CATALOGUE = ROOT / "shared/i18n/po/zh_CN.po"
FOLDERS = ("client", "shared", "backend")
KEYWORDS = ("--keyword", "--keyword=Tr", "--keyword=TrN:1,2", "--keyword=TrMark")


def parse(text):
    """Entries of a .po text by (msgid, msgid_plural): translations, flags and where it is used."""
    entries = {}
    for block in re.split(r"\n\s*\n", text):
        fields, flags, where, name = {}, set(), [], None
        for line in block.splitlines():
            if line.startswith("#~"):
                flags.add("obsolete")
                line = line[2:].strip()
            if line.startswith("#,"):
                flags.update(flag.strip() for flag in line[2:].split(","))
            elif line.startswith("#:"):
                where.append(line[2:].strip())
            match = re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?) (\".*\")$", line)
            if match:
                name = match[1]
                fields[name] = json.loads(match[2])
            elif line.startswith('"') and name:
                fields[name] += json.loads(line)
        if fields.get("msgid"):
            key = (fields["msgid"], fields.get("msgid_plural"))
            words = [value for name, value in fields.items() if name.startswith("msgstr")]
            entries.setdefault(key, []).append((words, flags, " ".join(where)))
    return entries


def places(text):
    return set(re.findall(r"{\w+}", text))


def sources():
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cc", ".h", ".cpp"):
                found.append(str(path.relative_to(ROOT)))
    return found


class Catalogue(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        collected = subprocess.run(
            ["xgettext", "--language=C++", "--from-code=UTF-8", "--no-wrap", "--add-location=file",
             *KEYWORDS, "-o", "-", *sources()],
            cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True, capture_output=True)
        cls.used = parse(collected.stdout.decode())
        cls.known = parse(CATALOGUE.read_text(encoding="utf-8"))

    def test_there_is_something_to_compare(self):
        self.assertGreater(len(self.used), 30)

    def test_every_text_is_translated(self):
        missing = [f"{entry[0][2]}: {key[0]!r}" for key, entry in self.used.items()
                   if key not in self.known or not all(self.known[key][0][0])]
        self.assertFalse(missing, "\n" + "\n".join(missing))

    def test_no_translation_is_unused(self):
        self.assertFalse([key[0] for key in self.known if key not in self.used])

    def test_no_translation_is_fuzzy_obsolete_or_double(self):
        for key, found in self.known.items():
            self.assertEqual(len(found), 1, key)
            self.assertFalse(found[0][1] & {"fuzzy", "obsolete"}, key)

    def test_places_are_the_same(self):
        for (one, many), found in self.known.items():
            wanted = places(one) | places(many or "")
            for words in found[0][0]:
                self.assertEqual(places(words), wanted, one)

    def test_both_forms_of_a_number_have_their_places(self):
        for one, many in self.used:
            if many is not None:
                self.assertIn("{n}", many)
                self.assertLessEqual(places(one), places(many), one)

    def test_the_compiler_of_catalogues_agrees(self):
        subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", os.devnull,
                        str(CATALOGUE)], check=True)


if __name__ == "__main__":
    unittest.main()
