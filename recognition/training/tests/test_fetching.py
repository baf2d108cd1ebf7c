"""What is fetched is there as a whole or not at all: `.venv/bin/python -m unittest discover tests`.

Fetches nothing. No part of the product's build.
"""

import contextlib
import io
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from alpr_training import backgrounds, outlines


class Fonts(unittest.TestCase):
    def test_a_family_without_a_file_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            files = Path(folder) / "oswald" / "files"
            files.mkdir(parents=True)
            (files / "oswald-latin-500-normal.woff").touch()
            with mock.patch.object(outlines, "FONT_PACKAGES", Path(folder)):
                self.assertEqual(1, len(outlines.font_files.__wrapped__(("oswald",))))
                with self.assertRaisesRegex(FileNotFoundError, "files of teko, anton .*npm inst"):
                    outlines.font_files.__wrapped__(("teko", "oswald", "anton"))


class Photographs(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name) / "backgrounds"
        patch = mock.patch.object(backgrounds, "FOLDER", self.folder)
        patch.start()
        self.addCleanup(patch.stop)

    def test_the_folder_appears_when_all_packages_are_in_it(self):
        self.fetch(refused=None)
        self.assertTrue(self.folder.is_dir())
        self.assertEqual([self.folder], list(self.folder.parent.iterdir()))

    def test_a_package_that_is_not_had_leaves_no_folder_and_says_what_to_do(self):
        with self.assertRaisesRegex(SystemExit, "mate-backgrounds.*`apt-get update`"):
            self.fetch(refused="mate-backgrounds")
        self.assertFalse(self.folder.exists())
        self.fetch(refused=None)
        self.assertTrue(self.folder.is_dir())

    def test_a_folder_that_is_there_is_not_mixed_with_another(self):
        self.folder.mkdir()
        with self.assertRaisesRegex(SystemExit, "delete it"):
            self.fetch(refused=None)

    def fetch(self, refused):
        def run(command, cwd=None, check=False):
            if command[-1] == refused:
                raise subprocess.CalledProcessError(100, command)
            if command[0] == "apt-get":
                (Path(cwd) / "package.deb").touch()

        with mock.patch.object(backgrounds.subprocess, "run", run):
            with contextlib.redirect_stdout(io.StringIO()):
                backgrounds.fetch(None)


if __name__ == "__main__":
    unittest.main()
