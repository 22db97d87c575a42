"""An encoder with event heads."""

from pathlib import Path

import torch

from bodies import MiniLm, MpNet
from heads import EventHeads


class Decoder(torch.nn.Module):
    """Gives what the heads read of each word, examples x words x columns (`EventHeads.projection`)."""

    def __init__(self, body: str):
        super().__init__()
        kind, _, source = body.partition(":")
        self.body = MpNet(Path(source)) if kind == "mpnet" else MiniLm(Path(source))
        self.heads = EventHeads(self.body.width)

    def forward(self, batch):
        return self.heads.projection(self.body(batch).float())
