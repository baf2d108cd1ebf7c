/** The demo: standalone, with a simulated town that sends frames as cameras do. */
package org.alprstreams.deploy.demo;
