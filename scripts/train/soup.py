#!/usr/bin/env python3
"""The weighted mean of networks that went on from each other (Wortsman et al. 2022, "Model soups"), as a run that export.py reads.

  soup.py OUT models:0.25 run7:0.15 run8:0.6

Each part is the folder of a run, or of a shipped int8 file, and its weight; weights add up to 1. Vocabulary and labels are the last part's. So are the
scorers of events that an earlier part has not; the others are mixed where all parts have them.
"""

import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parent / "events"))

import shipped
from heads import EventHeads
from joint import SIZES, grown
from network import WIDTH


def main() -> None:
    out = Path(sys.argv[1])
    parts = [(Path(folder), float(share)) for folder, _, share in (part.rpartition(":") for part in sys.argv[2:])]
    if abs(sum(share for _, share in parts) - 1) > 1e-6:
        sys.exit("soup.py: the weights do not add up to 1")
    networks = [(shipped.weights_of(folder), share) for folder, share in parts]
    out.mkdir(parents=True, exist_ok=True)
    mean = {name: sum(share * network[name].float() for network, share in networks) for name in networks[-1][0]}
    torch.save(mean, out / "checkpoint.pt")
    shipped.copy_labels(parts[-1][0], out)
    scorers = [shipped.scorers_of(folder) for folder, _ in parts]
    if all(scorers):
        heads = EventHeads(WIDTH, **SIZES)
        heads.load_state_dict(grown(scorers[-1], heads))
        # What an earlier part does not score is the last one's.
        alike = [grown(own, heads) for own in scorers]
        mean = {name: sum(share * own[name].float() for own, (_, share) in zip(alike, parts)) for name in heads.state_dict()}
        torch.save(mean, out / "events.pt")


if __name__ == "__main__":
    main()
