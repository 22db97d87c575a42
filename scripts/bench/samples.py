"""The sample articles over and over: what the measurements read."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def repeated(words: int) -> Iterator[str]:
    """Texts of the sample articles in turn, until they hold `words` words."""
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "data/articles").glob("*.txt"))]
    n = i = 0
    while n < words:
        text = samples[i % len(samples)]
        yield text
        n, i = n + len(text.split()), i + 1
