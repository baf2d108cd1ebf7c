/**
 * The usage policy that California Civil Code 1798.90.51(b) demands, as a typed and validated file.
 * Several policies stack, and the strictest value wins.
 */
package org.alprstreams.schemas.policy;
