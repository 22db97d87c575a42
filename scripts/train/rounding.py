"""Training that knows it will be int8: every linear layer rounds its input and its weights as the shipped file does, and gradients pass the rounding
straight through (Jacob et al. 2018; Bengio et al. 2013 for the estimator). The steps are those of export.py: an input has one step, an
output column of the weights one of 64 a side (7 bits: "reduced range")."""

import torch
from torch import nn
from torch.nn import functional as F


class RoundedLinear(nn.Linear):
    def forward(self, x):
        return F.linear(through(x, rounded_input(x)), through(self.weight, rounded_rows(self.weight)), self.bias)


def through(value: torch.Tensor, rounded: torch.Tensor) -> torch.Tensor:
    """`rounded` forwards, the gradient of `value` backwards."""
    return value + (rounded - value).detach()


@torch.no_grad()
def rounded_input(x: torch.Tensor) -> torch.Tensor:
    low, high = x.min().clamp_max(0), x.max().clamp_min(0)
    step = ((high - low) / 255).clamp_min(1e-8)
    zero = (-low / step).round()
    return (((x / step).round() + zero).clamp(0, 255) - zero) * step


@torch.no_grad()
def rounded_rows(weight: torch.Tensor) -> torch.Tensor:
    step = weight.abs().amax(-1, keepdim=True).clamp_min(1e-8) / 64
    return (weight / step).round() * step


def round_linear_layers(network: nn.Module) -> None:
    for module in network.modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedLinear
