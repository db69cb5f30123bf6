// SPDX-License-Identifier: Apache-2.0
rootProject.name = "certified-with-gradle"
