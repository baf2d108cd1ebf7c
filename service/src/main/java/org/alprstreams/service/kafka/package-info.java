/** Plain Kafka clients for what is no stream: imports, commands, access records. */
package org.alprstreams.service.kafka;
