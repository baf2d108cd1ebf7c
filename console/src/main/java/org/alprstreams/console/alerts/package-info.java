/** Alerts on their way from the topic to browsers. */
package org.alprstreams.console.alerts;
