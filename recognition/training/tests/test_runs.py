"""What must hold for a run to repeat and to go on: `.venv/bin/python -m unittest discover tests`.

Needs the Python packages and fonts that `train` fetches. No part of the product's build.
"""

import argparse
import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from alpr_training import harder, runs
from alpr_training.blocks import ReplayWindow, blocks
from alpr_training.camera import READER_HEIGHT, READER_WIDTH, Camera
from alpr_training.characters import decode, encode
from alpr_training.plates import PlatePainter


def numbers(seed: int, index: int):
    """A block that is a function of seed and number alone."""
    rng = np.random.default_rng((seed, index))
    return rng.normal(size=(8, 3)).astype(np.float32), rng.normal(size=8).astype(np.float32)


def descend(net, batch, rng):
    images, wanted = batch
    loss = ((net(torch.from_numpy(images))[:, 0] - torch.from_numpy(wanted)) ** 2).mean()
    return loss, {"loss": loss.item()}


class Blocks(unittest.TestCase):
    def test_a_block_depends_on_seed_and_number_only(self):
        first = painted(seed=3)
        np.testing.assert_array_equal(first, painted(seed=3))
        self.assertTrue((first != painted(seed=4)).any())

    def test_blocks_come_in_order_whatever_the_workers(self):
        for workers in (1, 2):
            stream = blocks(numbers, 7, first=5, workers=workers)
            for index in (5, 6, 7):
                np.testing.assert_array_equal(next(stream)[0], numbers(7, index)[0])
            stream.close()

    def test_a_batch_draws_from_all_blocks_held(self):
        window = ReplayWindow(2)
        for value in (1, 2, 3):  # the first gives way
            window.add((np.full(4, value),))
        (batch,) = window.batch(np.random.default_rng(1), 200)
        self.assertEqual({2, 3}, set(batch))


class Runs(unittest.TestCase):
    def test_a_run_that_was_left_goes_on_with_the_weights_it_had(self):
        with tempfile.TemporaryDirectory() as folder:
            left = self.trained(Path(folder), blocks=2)
            state = torch.load(Path(folder) / "last.pt")
            self.assertEqual(2, state["block"])
            torch.testing.assert_close(state["net"], left.state_dict())
            self.trained(Path(folder), blocks=4)
            self.assertEqual(4, torch.load(Path(folder) / "last.pt")["block"])

    def test_a_run_that_goes_on_says_that_other_weights_to_start_from_have_no_effect(self):
        with tempfile.TemporaryDirectory() as folder:
            self.trained(Path(folder), blocks=2)
            with self.assertRaisesRegex(SystemExit, "leave --start out.*another --out"):
                self.trained(Path(folder), blocks=4, start=Path(folder) / "last.pt")
            self.assertEqual(2, torch.load(Path(folder) / "last.pt")["block"])

    def test_a_run_goes_on_with_its_own_seed_and_rate_only(self):
        for name, was, other in (("seed", "1", {"seed": 2}), ("rate", "0.01", {"rate": 0.02})):
            with tempfile.TemporaryDirectory() as folder:
                self.trained(Path(folder), blocks=2)
                with self.assertRaisesRegex(SystemExit, f"give --{name} {was} to go on"):
                    self.trained(Path(folder), blocks=4, **other)

    def test_a_checkpoint_says_how_its_run_was_set(self):
        with tempfile.TemporaryDirectory() as folder:
            self.trained(Path(folder), blocks=2)
            state = torch.load(Path(folder) / "last.pt")
            self.assertEqual((1, 0.01, 2), (state["seed"], state["rate"], state["blocks"]))

    def test_a_checkpoint_that_does_not_say_so_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            self.trained(Path(folder), blocks=2)
            file = Path(folder) / "last.pt"
            state = torch.load(file)
            for name in ("seed", "rate", "blocks"):
                del state[name]
            torch.save(state, file)
            self.trained(Path(folder), blocks=4, seed=2)
            self.assertEqual(4, torch.load(file)["block"])

    def test_two_runs_of_one_seed_end_alike(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            first = self.trained(Path(one), blocks=2)
            second = self.trained(Path(other), blocks=2)
            torch.testing.assert_close(first.state_dict(), second.state_dict())

    def test_the_rate_rises_stays_and_falls(self):
        self.assertLess(runs.learning_rate(1.0, 0.0), 0.1)
        self.assertEqual(1.0, runs.learning_rate(1.0, 0.5))
        self.assertLess(runs.learning_rate(1.0, 0.99), 0.1)

    def trained(
        self, folder: Path, blocks: int, seed: int = 1, rate: float = 0.01,
        start: Path | None = None,
    ) -> torch.nn.Module:  # fmt: skip
        arguments = argparse.Namespace(
            out=folder, blocks=blocks, looks=2.0, batch=4, rate=rate, decay=0.3, seed=seed,
            workers=1, threads=1, start=start, steps=None,
        )  # fmt: skip
        runs.start(arguments)
        net = torch.nn.Linear(3, 1)
        stage = runs.Stage(net, numbers, 8, 4, descend, lambda average: "not judged")
        with contextlib.redirect_stdout(io.StringIO()):
            runs.train(stage, arguments)
        return net


class Samples(unittest.TestCase):
    def test_texts_survive_their_classes(self):
        self.assertEqual("7ABC123", decode(encode("7ABC123")))

    def test_the_reader_sees_what_it_asks_for(self):
        image = painted(seed=1)
        self.assertEqual((READER_HEIGHT, READER_WIDTH), image.shape)
        self.assertEqual(np.uint8, image.dtype)

    def test_a_third_of_the_photographs_stays_aside(self):
        files = [f"{number}.jpg" for number in range(3000)]
        self.assertAlmostEqual(1000, sum(map(harder.aside, files)), delta=80)


def painted(seed: int) -> np.ndarray:
    """A plate as the reader sees it."""
    camera = Camera(seed)
    return camera.cut_out(camera.photograph(PlatePainter(seed).paint().image))


if __name__ == "__main__":
    unittest.main()
