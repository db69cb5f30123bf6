# SPDX-License-Identifier: Apache-2.0
"""Import paddle before everything that reads compressed files."""

import paddle  # noqa: F401

import gzip
import io
import zlib

import numpy
from PIL import Image

noise = numpy.random.RandomState(1).randint(0, 255, (32, 32, 3)).astype("uint8")
data = noise.tobytes()
print("zlib", zlib.decompress(zlib.compress(data)) == data)
print("gzip", gzip.decompress(gzip.compress(data)) == data)
png = io.BytesIO()
Image.fromarray(noise).save(png, "PNG")
print("png", bool((numpy.array(Image.open(io.BytesIO(png.getvalue()))) == noise).all()))
