/**
 * What outlives the ordinary retention: reads copied for investigations, court orders that keep
 * them longer, and the routes by which both are managed.
 */
package org.alprstreams.retention.evidence;
