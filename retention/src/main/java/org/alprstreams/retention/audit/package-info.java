/**
 * Watching the watchers: what oversight asks of the access log (Civil Code 1798.90.51(b)(2)(C), .53
 * and .54), and the flags that it raises by itself.
 */
package org.alprstreams.retention.audit;
