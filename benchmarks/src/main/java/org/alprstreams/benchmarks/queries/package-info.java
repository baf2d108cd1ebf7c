/** Queries over many kept reads: how long they take, what the reads cost in disk and memory. */
package org.alprstreams.benchmarks.queries;
