/**
 * What is kept: the topology, its window stores, and the three ways out of them: expiry,
 * retraction, and the purge after an opt-out.
 */
package org.alprstreams.retention.store;
