/**
 * The access log of California Civil Code 1798.90.52: records in hash chains, durable before any
 * answer.
 */
package org.alprstreams.service.access;
