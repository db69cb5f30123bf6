// SPDX-License-Identifier: Apache-2.0
/** The services of the exported model: conversion, service, and the clients that ask it. */
@NullMarked
package org.tipcjunit.stage.serve;

import org.jspecify.annotations.NullMarked;
