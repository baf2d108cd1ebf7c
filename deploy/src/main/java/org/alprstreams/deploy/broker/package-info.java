/** A real Kafka broker and controller inside this process, for one machine. */
package org.alprstreams.deploy.broker;
