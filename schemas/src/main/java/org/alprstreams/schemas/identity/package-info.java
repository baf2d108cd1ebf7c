/**
 * Ids that are derived from what they name, so that work done twice gives the same ids twice and a
 * retry never makes a second read, alert or entry.
 */
package org.alprstreams.schemas.identity;
