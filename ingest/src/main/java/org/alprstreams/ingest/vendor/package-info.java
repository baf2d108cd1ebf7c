/**
 * What other makers' cameras and readers send, turned into sightings: one parser for each format,
 * no HTTP, no Kafka. Nothing here puts a plate into a message.
 */
package org.alprstreams.ingest.vendor;
