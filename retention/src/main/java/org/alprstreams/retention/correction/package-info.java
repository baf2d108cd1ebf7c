/**
 * Corrections of reads by persons (California Civil Code 1798.90.51(b)(2)(F)): the original is kept
 * beside them, and alerts that came of it are recalled.
 */
package org.alprstreams.retention.correction;
