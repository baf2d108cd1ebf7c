/**
 * A synthetic town whose cameras, vehicles and traffic are drawn by seed. It feeds the demo, tests
 * and benchmarks, and holds no person's data.
 */
package org.alprstreams.simulation;
