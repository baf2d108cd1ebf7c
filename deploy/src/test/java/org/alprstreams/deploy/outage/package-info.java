/** What is answered while the broker is away, and what the access log holds afterwards. */
package org.alprstreams.deploy.outage;
