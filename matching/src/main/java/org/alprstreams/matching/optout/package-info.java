/**
 * The opt-out list: its keyed hashes, the gate that drops what it names before anything is kept,
 * and the commands that change it.
 */
package org.alprstreams.matching.optout;
