/**
 * What the retention service does for the topics themselves: heartbeats that let compaction go on
 * where nothing happens, and receipts of what the broker has deleted.
 */
package org.alprstreams.retention.topics;
