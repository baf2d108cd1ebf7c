/** The life of a Kafka Streams client: its properties, its failures, its health and its end. */
package org.alprstreams.service.streams;
