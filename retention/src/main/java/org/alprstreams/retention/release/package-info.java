/**
 * Evidence that leaves the system: a signed bundle, to a recipient that the policy names, and never
 * without a record.
 */
package org.alprstreams.retention.release;
