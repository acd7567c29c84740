"""Otsu's method: the threshold that parts the values of a picture into two classes that differ most.

The values are counted on a GPU where there is one, which is what takes the time; what is left is a matter of a few
hundred numbers. Without torch, as on a developer's machine, Python counts them itself.
"""

try:
    import torch
except ImportError:
    torch = None


def device():
    """Where the values are counted: `cuda`, `cpu`, or `python` where torch is missing."""
    if torch is None:
        return "python"
    return "cuda" if torch.cuda.is_available() else "cpu"


def histogram(values, bins):
    """How many values lie in each of so many equal parts between the smallest and the largest."""
    low, high = min(values), max(values)
    width = (high - low) / bins or 1.0
    if device() == "python":
        counts = [0] * bins
        for value in values:
            counts[min(int((value - low) / width), bins - 1)] += 1
        return counts, low, width
    numbers = torch.tensor(values, dtype=torch.float64, device=device())
    parts = ((numbers - low) / width).long().clamp(0, bins - 1)
    return torch.bincount(parts, minlength=bins).tolist(), low, width


def threshold(counts, low, width):
    """The value that parts the classes: in the middle, where nothing lies between them."""
    total = sum(counts)
    weighted = sum(index * count for index, count in enumerate(counts))
    best, first, last = -1.0, 0, 0
    below = below_weighted = 0
    for index, count in enumerate(counts):
        below += count
        below_weighted += index * count
        above = total - below
        if below == 0 or above == 0:
            continue
        difference = below_weighted / below - (weighted - below_weighted) / above
        spread = below * above * difference * difference
        if spread > best:
            best, first, last = spread, index, index
        elif spread == best:
            last = index
    return low + ((first + last) / 2 + 1) * width
