"""What the random changes to training images keep: `.venv/bin/python -m unittest discover tests`.

No part of the product's build.
"""

import unittest

import torch

from alpr_training.filters import filtered, jittered


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(5)


class Jitter(unittest.TestCase):
    def setUp(self):
        self.images = 255 * torch.rand(64, 1, 48, 160, generator=generator())
        self.images = torch.nn.functional.avg_pool2d(self.images, 9, 1, 4)

    def test_a_share_of_the_images_moves_and_the_others_stay_as_they_are(self):
        seen = jittered(self.images, 0.5, generator())
        moved = (seen != self.images).flatten(1).any(1).sum().item()
        self.assertTrue(16 < moved < 48, moved)

    def test_the_same_seed_moves_them_the_same_way(self):
        once, again = (jittered(self.images, 0.5, generator()) for _ in range(2))
        self.assertTrue(torch.equal(once, again))

    def test_nothing_moves_far(self):
        # A plate whose left half is dark: at most a tenth of it changes sides.
        plates = torch.zeros(256, 1, 48, 160)
        plates[..., 80:] = 255
        changed = (jittered(plates, 1.0, generator()) - plates).abs().mean((1, 2, 3)) / 255
        self.assertLess(changed.max().item(), 0.1)
        self.assertGreater(changed.mean().item(), 0.005)


class Filters(unittest.TestCase):
    def test_mean_and_deviation_stay(self):
        images = 40 + 150 * torch.rand(32, 1, 48, 160, generator=generator())
        seen = filtered(images, 1.0, generator())
        self.assertFalse(torch.equal(seen, images))
        for statistic in (torch.mean, torch.std):
            before, after = (statistic(i, (1, 2, 3)) for i in (images, seen))
            self.assertLess((before - after).abs().max().item(), 2.0)


if __name__ == "__main__":
    unittest.main()
