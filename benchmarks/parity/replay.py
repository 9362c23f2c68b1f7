#!/usr/bin/env python3
"""Replays a file written by `chaos pair` in NumPy (float64, dense, BLAS) and compares: an implementation that shares nothing
with ours. Usage: replay.py PAIR.h5 [copies]   (needs python3-numpy and python3-h5py; reads MNIST from ../../data)

Prints the largest relative difference of the losses and of the final parameters; exit status 1 above 1e-9.
"""
import gzip
import pathlib
import sys

import h5py
import numpy as np

TOLERANCE = 1e-9
DATA = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist"


def idx(name, skip):
    return np.frombuffer(gzip.decompress((DATA / name).read_bytes()), np.uint8, offset=skip)


def main(path, copies):
    with h5py.File(path) as file:
        attributes = {key: value for key, value in file.attrs.items()}
        recorded = file["loss"][:]
        tensors = len(file["initial/0"])
        initial = [[file[f"initial/{c}/{k}"][:] for k in range(tensors)] for c in range(recorded.shape[0])]
        perturbed = [[file[f"perturbed/{c}/{k}"][:] for k in range(tensors)] for c in range(recorded.shape[0])] \
            if "perturbed" in file else None
        final = [[file[f"final/{c}/{k}"][:] for k in range(tensors)] for c in range(recorded.shape[0])]
    epochs = recorded.shape[1]
    eta, l2 = float(attributes["eta"]), float(attributes["l2"])
    train = int(attributes["train"]) if "train" in attributes and int(attributes["train"]) > 0 else 60000
    x = idx("train-images-idx3-ubyte.gz", 16).reshape(60000, 784)[:train] / 255.0
    y = idx("train-labels-idx1-ubyte.gz", 8)[:train]
    rows = np.arange(train)

    worst_loss = worst_final = 0.0
    for c in range(min(copies, recorded.shape[0])):
        w = [t.copy() for t in initial[c]]
        for t in range(epochs):
            if perturbed and t == int(attributes["perturb_at"]):
                w = [tensor.copy() for tensor in perturbed[c]]
            activations = [x]
            for k in range(0, tensors - 2, 2):
                activations.append(np.tanh(activations[-1] @ w[k].T + w[k + 1]))
            z = activations[-1] @ w[-2].T + w[-1]
            z -= z.max(axis=1, keepdims=True)
            e = np.exp(z)
            s = e.sum(axis=1, keepdims=True)
            loss = np.mean(np.log(s[:, 0]) - z[rows, y])
            worst_loss = max(worst_loss, abs(loss - recorded[c, t]) / abs(loss))
            delta = e / s
            delta[rows, y] -= 1
            delta /= train
            for k in range(tensors - 2, -1, -2):
                gradient, bias = delta.T @ activations[k // 2], delta.sum(axis=0)
                if k:
                    delta = (delta @ w[k]) * (1 - activations[k // 2] ** 2)
                w[k] -= eta * (gradient + l2 * w[k])
                w[k + 1] -= eta * bias
        for ours, theirs in zip(final[c], w):
            worst_final = max(worst_final, float(np.max(np.abs(ours - theirs)) / np.max(np.abs(theirs))))
    print(f"eta {eta:g}, {train} samples, {epochs} epochs, {min(copies, recorded.shape[0])} copies: "
          f"losses differ by {worst_loss:.1e}, final parameters by {worst_final:.1e} (relative)")
    return 0 if max(worst_loss, worst_final) <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1))
