/** How much matching gets through on one core, beside a bare loop on the same records. */
package org.alprstreams.benchmarks.throughput;
