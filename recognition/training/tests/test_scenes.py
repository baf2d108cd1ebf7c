"""What scenes tell of road signs, and what the refiner learns from it. Needs `backgrounds`."""

import dataclasses
import random
import unittest

import numpy as np

from alpr_training.refiner_data import _samples
from alpr_training.scenes import ScenePainter


class Blind:
    """A detector that proposes nothing."""

    def run(self, _, inputs):
        rows, columns = (n // 8 for n in inputs["image"].shape[2:])
        return np.zeros((1, 1, rows, columns), np.float32), np.zeros((1, 8, rows, columns))


class RoadSigns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        painter = ScenePainter(3)
        cls.scenes = [painter.paint() for _ in range(60)]

    def test_many_scenes_hold_signs_and_their_lines_are_as_wide_as_plates(self):
        with_signs = [scene for scene in self.scenes if len(scene.lures)]
        widths = [
            np.ptp(lure[:, 0]) / scene.scale() for scene in with_signs for lure in scene.lures
        ]
        self.assertGreater(len(with_signs), 20)
        self.assertGreater(np.mean([6 < width < 100 for width in widths]), 0.8)

    def test_the_refiner_is_told_that_they_are_no_plates(self):
        streets = [s for s in self.scenes if len(s.lures) and not len([*s.plates, *s.ignored])]
        self.assertGreater(len(streets), 2)
        for scene in streets:
            without = dataclasses.replace(scene, lures=scene.lures[:0])
            self.assertEqual(
                len(patches_without_plates(scene)),
                len(patches_without_plates(without)) + min(3, len(scene.lures)),
            )


def patches_without_plates(scene):
    return [patch for patch, quad in _samples(scene, random.Random(1), Blind()) if quad is None]


if __name__ == "__main__":
    unittest.main()
