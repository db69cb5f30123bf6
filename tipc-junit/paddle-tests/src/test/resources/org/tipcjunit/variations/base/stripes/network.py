# SPDX-License-Identifier: Apache-2.0
"""A small network that tells which way stripes run."""

from paddle import nn


class StripeNet(nn.Layer):

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2D(3, 6, 5, stride=2, padding=2), nn.BatchNorm2D(6), nn.ReLU(), nn.MaxPool2D(2), nn.Flatten())
        self.classifier = nn.Linear(54, 3)

    def forward(self, pictures):
        return self.classifier(self.features(pictures))
