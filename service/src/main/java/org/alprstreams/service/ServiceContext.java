package org.alprstreams.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.streams.StreamsRunner;

/**
 * What an application is given to work with. The process owns all of it.
 *
 * @param settings typed settings
 * @param policy the usage policy in force, the strictest of all that were stacked
 * @param serdes wire format of topics and stores
 * @param meters metrics; never with a plate or a person in a label
 * @param health where parts tell how they are
 * @param http where routes are registered, during {@code start} only
 * @param streams starts topologies
 * @param kafka makes plain clients
 * @param clock the time; tests set it
 */
public record ServiceContext(
    Settings settings,
    UsagePolicy policy,
    RecordSerdes serdes,
    MeterRegistry meters,
    Health health,
    HttpRoutes http,
    StreamsRunner streams,
    KafkaClients kafka,
    Clock clock) {}
