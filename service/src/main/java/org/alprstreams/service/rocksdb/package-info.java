/** The files under Kafka Streams' stores, and how what was deleted leaves them. */
package org.alprstreams.service.rocksdb;
