#!/usr/bin/env python3
"""Prints the coefficients of `src/encoder/engine/embedded/activations.rs`: polynomials whose greatest error is least.

Lawson 1961: least squares again and again, each point weighing more the further it is off. Needs numpy alone.
"""

import math

import numpy as np

END, GELU_DEGREE = 4.5, 8  # of x, and of the polynomial in x²
POWER_DEGREE = 4
ROUNDS = 300


def lawson(columns: np.ndarray, target: np.ndarray, off: np.ndarray) -> np.ndarray:
    """Coefficients for which the greatest of `off · |columns · coefficients - target|` is least."""
    weights = np.full(len(target), 1 / len(target))
    best, least = None, math.inf
    for _ in range(ROUNDS):
        root = np.sqrt(weights) * off
        coefficients, *_ = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)
        error = off * np.abs(columns @ coefficients - target)
        if error.max() < least:
            best, least = coefficients, error.max()
        weights *= error
        weights /= weights.sum()
    return best


def gelu() -> np.ndarray:
    """Of `(Φ(x) - ½) / x` in powers of x², exact at the end, where Φ is taken for one; what counts is the error of `x · Φ(x)`."""
    x = np.sin(np.linspace(0, math.pi / 2, 2001))[1:] * END
    slope = np.array([math.erf(v / math.sqrt(2)) / 2 / v for v in x])
    powers = (x / END)[:, None] ** (2 * np.arange(GELU_DEGREE + 1))
    # p(1) = ½ / END: the last coefficient is what the others leave.
    columns, target = powers[:, :-1] - powers[:, -1:], slope - 0.5 / END * powers[:, -1]
    others = lawson(columns, target, x * x)
    return np.append(others, 0.5 / END - others.sum()) / END ** (2 * np.arange(GELU_DEGREE + 1))


def power_of_two() -> np.ndarray:
    """Of `2^x` between -½ and ½; what counts is the error as a share of it."""
    x = np.sin(np.linspace(-math.pi / 2, math.pi / 2, 2001)) / 2
    return lawson(x[:, None] ** np.arange(POWER_DEGREE + 1), 2.0**x, 2.0**-x)


def main():
    for name, coefficients in (("SLOPE", gelu()), ("NEAR", power_of_two())):
        print(name, " ".join(f"{c:.7e}" for c in coefficients))


if __name__ == "__main__":
    main()
