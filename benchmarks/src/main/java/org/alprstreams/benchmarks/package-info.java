/** Benchmarks: each prints a distribution and its ratio to a baseline of the same run. */
package org.alprstreams.benchmarks;
