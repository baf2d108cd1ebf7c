/**
 * The application between looks and alerts: its topology, the thin processors in it, its settings
 * and its wiring.
 */
package org.alprstreams.matching;
