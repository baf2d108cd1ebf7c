"""What `train` leaves behind when it is cut off: `.venv/bin/python -m unittest discover tests`.

Runs the script with stand-ins for Python, npm, Maven and Java: nothing is fetched or trained. No
part of the product's build.
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "train"

PYTHON = """#!/usr/bin/env bash
# Writes what the module named by the second word would, or fails as FAIL says.
module=${2#alpr_training.}
[ "$module" != "${FAIL:-}" ] || exit 1
name= out= keep= files=()
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2; shift ;;
    --keep) keep=$2; shift ;;
    --detector) [ "$module" = export_detector ] && name=detector || cat "$2" >/dev/null || exit 3; shift ;;
    --refiner) name=refiner; shift ;;
    --*) shift ;;
    *) files+=("$1") ;;
  esac
  shift
done
case $module in
  backgrounds) mkdir backgrounds ;;
  export_detector) mkdir -p "$keep"; echo new >"$out/$name.onnx"; echo new >"$keep/$name.pt" ;;
  export_reader) mkdir -p "$keep"; echo new >"${files[-1]}"; echo new >"$keep/reader.pt" ;;
esac
"""

NPM = """#!/usr/bin/env bash
echo called >>npm.log
mkdir -p node_modules
[ "${FAIL:-}" != npm ]
"""


class Train(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name) / "recognition" / "training"
        self.product = self.folder.parent / "src/main/resources/org/alprstreams/recognition/neural"
        self.product.mkdir(parents=True)
        for name in ("detector.onnx", "refiner.onnx", "reader.onnx", "models.sha256"):
            (self.product / name).write_text("old\n")
        self.commands = self.folder / "commands"
        self.tool(self.folder / ".venv/bin/python", PYTHON)
        self.tool(self.folder / ".venv/bin/pip", "#!/bin/sh\n")
        self.tool(self.commands / "npm", NPM)
        self.tool(self.commands / "mvn", "#!/bin/sh\n")
        self.tool(self.commands / "java", "#!/bin/sh\n")
        shutil.copy(SCRIPT, self.folder)
        package = self.folder / "package.json"
        package.write_text("{}")
        os.utime(package, (1, 1))

    def test_models_and_manifest_reach_the_product_together(self):
        self.assertEqual(0, self.train())
        check = subprocess.run(
            ["sha256sum", "--check", "--quiet", "models.sha256"], cwd=self.product
        )
        self.assertEqual(0, check.returncode)
        self.assertEqual({"new\n"}, {file.read_text() for file in self.product.glob("*.onnx")})
        self.assertEqual(3, len(list((self.folder / "checkpoints").glob("*.pt"))))

    def test_a_run_cut_off_before_its_last_stage_leaves_the_product_as_it_was(self):
        self.assertNotEqual(0, self.train(FAIL="train_reader"))
        self.assertEqual({"old\n"}, {file.read_text() for file in self.product.iterdir()})
        self.assertFalse((self.folder / "checkpoints").exists())
        self.assertEqual(0, self.train())

    def test_a_try_leaves_the_product_as_it_was(self):
        self.assertEqual(0, self.train(ALPR_TRAINING_TRY="1"))
        self.assertEqual({"old\n"}, {file.read_text() for file in self.product.iterdir()})
        self.assertTrue((self.folder / "runs/try/models/models.sha256").exists())

    def test_fonts_are_fetched_again_until_all_of_them_came(self):
        self.assertNotEqual(0, self.train(FAIL="npm"))
        self.assertEqual(0, self.train())
        self.assertEqual(0, self.train())
        self.assertEqual(2, len((self.folder / "npm.log").read_text().splitlines()))

    def test_pictures_that_lie_elsewhere_are_not_fetched(self):
        elsewhere = self.folder.parent / "pictures"
        elsewhere.mkdir()
        self.assertEqual(0, self.train(ALPR_BACKGROUNDS=str(elsewhere)))
        self.assertFalse((self.folder / "backgrounds").exists())

    def train(self, **environment: str) -> int:
        """Runs the script; returns its exit code."""
        path = f"{self.commands}{os.pathsep}{os.environ['PATH']}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ALPR_") and k != "FAIL"}
        return subprocess.run(
            ["bash", "train"], cwd=self.folder, env=kept | {"PATH": path} | environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ).returncode  # fmt: skip

    def tool(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)


if __name__ == "__main__":
    unittest.main()
