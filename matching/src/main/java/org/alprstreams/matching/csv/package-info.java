/**
 * Reading lists from CSV files that people and other systems make: strict about encoding, header
 * and size, patient with single rows.
 */
package org.alprstreams.matching.csv;
