"""In what the products of training and of teachers are computed."""

import contextlib

import torch


def products(device: torch.device):
    """bfloat16 where the device multiplies it; processors without AVX-512 would spell it out, thirty times slower than fp32."""
    if device.type == "cpu" and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return contextlib.nullcontext()
    return torch.autocast(device.type, torch.bfloat16)
