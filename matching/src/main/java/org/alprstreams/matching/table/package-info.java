/** Compacted topics as tables for commands: read to their end, changed by one transaction. */
package org.alprstreams.matching.table;
