"""Otsu's method: the threshold that parts the values of a picture into two classes that differ most."""


def histogram(values, bins):
    """How many values lie in each of so many equal parts between the smallest and the largest."""
    low, high = min(values), max(values)
    counts = [0] * bins
    width = (high - low) / bins or 1.0
    for value in values:
        counts[min(int((value - low) / width), bins - 1)] += 1
    return counts, low, width


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
