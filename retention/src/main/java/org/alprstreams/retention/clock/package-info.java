/**
 * Whether the wall clock may be believed. A wrong one would delete everything, so nothing is
 * deleted because of it before it was asked for here.
 */
package org.alprstreams.retention.clock;
