/** Writes to topics that a request waits for. */
package org.alprstreams.retention.write;
