/** Bytes in and out: the registry's wire format for topics, registry-free Avro for state stores. */
package org.alprstreams.schemas.serde;
