/**
 * The console: what dispatchers and analysts see. Alerts arrive from their topic and go out to
 * browsers.
 */
package org.alprstreams.console;
