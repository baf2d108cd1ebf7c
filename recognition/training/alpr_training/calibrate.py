"""Finds the temperature at which a reader's probabilities mean what they say."""

from __future__ import annotations

import numpy as np
import torch

from alpr_training.reader_net import ReaderNet
from alpr_training.train_reader import loss_of, tensor

_TEMPERATURES = np.geomspace(0.6, 3.0, 41)


@torch.no_grad()
def temperature(net: ReaderNet, images: np.ndarray, classes: np.ndarray) -> float:
    """The divisor of the logits under which the true texts are most likely.

    `images` uint8 [N, 48, 160] and `classes` int8 [N, LONGEST] must not have been trained on.
    One number for the whole network (Guo et al., On Calibration of Modern Neural Networks, 2017):
    it changes how sure the reader is, hardly what it reads.
    """
    device = torch.device("cpu")
    logits = torch.cat(
        [net(tensor(images[i : i + 256], device)) for i in range(0, len(images), 256)]
    )
    losses = [loss_of(logits / t, classes).item() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])
