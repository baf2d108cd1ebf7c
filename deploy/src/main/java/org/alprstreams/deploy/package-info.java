/**
 * The {@code alpr} command and the one place that knows every module: it wires them into processes.
 */
package org.alprstreams.deploy;
