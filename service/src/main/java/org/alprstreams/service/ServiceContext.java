package org.alprstreams.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.streams.StreamsRunner;

/**
 * All that an application gets from the process it runs in.
 *
 * @param settings typed settings, already validated
 * @param policy the usage policy in force
 * @param serdes serdes for topics and stores
 * @param meters where meters are registered; labels never carry a plate, an image or a name
 * @param health where parts report how they are
 * @param http where routes are registered during {@link Application#start}
 * @param streams starts topologies
 * @param kafka makes producers, consumers and the admin client
 * @param accessLogs opens access logs; whoever opens one closes it
 * @param clock the clock to ask for now; tests set it
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
    AccessLogs accessLogs,
    Clock clock) {}
