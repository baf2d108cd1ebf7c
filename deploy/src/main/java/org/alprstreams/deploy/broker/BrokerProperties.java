package org.alprstreams.deploy.broker;

import java.util.Properties;

/** Kafka's server properties for one small machine. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String BROKER_LISTENER = "BROKER";
  private static final int MIB = 1024 * 1024;

  private BrokerProperties() {}

  static Properties of(BrokerConfig config) {
    String controller = BrokerConfig.HOST + ":" + config.controllerPort();
    Properties properties = new Properties();
    put(properties, "process.roles", "broker,controller");
    put(properties, "node.id", NODE_ID);
    put(properties, "controller.quorum.voters", NODE_ID + "@" + controller);
    put(properties, "controller.listener.names", CONTROLLER_LISTENER);
    put(properties, "inter.broker.listener.name", BROKER_LISTENER);
    put(
        properties,
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    put(
        properties,
        "listeners",
        BROKER_LISTENER
            + "://"
            + config.bootstrapServers()
            + ","
            + CONTROLLER_LISTENER
            + "://"
            + controller);
    put(properties, "advertised.listeners", BROKER_LISTENER + "://" + config.bootstrapServers());
    put(properties, "log.dirs", config.directory());

    // Topics are made by provisioning, with the policy's retention: a topic that comes into being
    // because somebody mistyped a name would keep data by no policy at all.
    put(properties, "auto.create.topics.enable", false);

    // One broker: one replica of everything, and few partitions of what is internal.
    put(properties, "default.replication.factor", 1);
    put(properties, "min.insync.replicas", 1);
    put(properties, "offsets.topic.replication.factor", 1);
    put(properties, "offsets.topic.num.partitions", 4);
    put(properties, "transaction.state.log.replication.factor", 1);
    put(properties, "transaction.state.log.min.isr", 1);
    put(properties, "transaction.state.log.num.partitions", 4);
    put(properties, "share.coordinator.state.topic.replication.factor", 1);
    put(properties, "share.coordinator.state.topic.min.isr", 1);
    put(properties, "share.coordinator.state.topic.num.partitions", 1);

    // A small machine: the defaults are a server's.
    put(properties, "num.network.threads", 2);
    put(properties, "num.io.threads", 4);
    put(properties, "num.replica.fetchers", 1);
    put(properties, "num.replica.alter.log.dirs.threads", 1);
    put(properties, "num.recovery.threads.per.data.dir", 2);
    put(properties, "background.threads", 4);
    put(properties, "group.coordinator.threads", 1);
    put(properties, "log.cleaner.threads", 1);
    put(properties, "log.cleaner.dedupe.buffer.size", 16 * MIB);

    // What a killed process left open holds up all readers until somebody looks.
    put(properties, "transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000);
    // Nobody else joins these groups a moment later.
    put(properties, "group.initial.rebalance.delay.ms", 0);
    // After kill -9 the controller refuses the broker's return until its old session has run out.
    put(properties, "broker.session.timeout.ms", 4000);
    put(properties, "broker.heartbeat.interval.ms", 800);
    config.overrides().forEach(properties::put);
    return properties;
  }

  private static void put(Properties properties, String key, Object value) {
    properties.setProperty(key, String.valueOf(value));
  }
}
