"""Makes the .h5 files beside it with h5py: initial parameters of a 4-3-2 network, two copies, in several layouts.

Run by hand (python3 make_fixtures.py); the tests need only what it makes. Entry i of tensor k of copy c is
(c + 1) * 1000 + k * 100 + i + 0.1, so that a wrong order or a wrong byte order shows.
"""
import os

import h5py
import numpy as np

SHAPES = [(3, 4), (3,), (2, 3), (2,)]
COPIES = 2
CHUNKED = {"chunks": (2, 2), "compression": "gzip", "shuffle": True}


def tensor(copy, k):
    entries = np.arange(np.prod(SHAPES[k])) + 0.1
    return ((copy + 1) * 1000 + k * 100 + entries).reshape(SHAPES[k])


def make(name, dtype, weights={}, **options):
    """weights: the layout of the weights; biases are always contiguous."""
    with h5py.File(name, "w", **options) as file:
        for copy in range(COPIES):
            for k, shape in enumerate(SHAPES):
                layout = weights if len(shape) == 2 else {}
                file.create_dataset(f"initial/{copy}/{k}", data=tensor(copy, k), dtype=dtype, **layout)


def make_compact(name, datatype):
    with h5py.File(name, "w") as file:
        for copy in range(COPIES):
            group = file.create_group(f"initial/{copy}")
            for k, shape in enumerate(SHAPES):
                creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                creation.set_layout(h5py.h5d.COMPACT)
                space = h5py.h5s.create_simple(shape)
                dataset = h5py.h5d.create(group.id, str(k).encode(), datatype, space, creation)
                dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, tensor(copy, k))


os.chdir(os.path.dirname(os.path.abspath(__file__)))
make("little-endian.h5", "<f8")
make("big-endian.h5", ">f8")
make("chunked-gzip.h5", "<f8", CHUNKED)
make("big-endian-chunked-gzip.h5", ">f8", CHUNKED | {"fletcher32": True})
make("big-endian-fill-value.h5", ">f8", CHUNKED | {"fillvalue": 1.5})
make_compact("compact.h5", h5py.h5t.IEEE_F64LE)
make_compact("big-endian-compact.h5", h5py.h5t.IEEE_F64BE)
make("latest-format.h5", ">f8", {"chunks": (2, 2)}, libver="latest")
make("user-block.h5", "<f8", userblock_size=512)
