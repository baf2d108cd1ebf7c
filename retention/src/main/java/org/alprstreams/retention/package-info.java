/**
 * Keeps reads and images for as long as the usage policy allows, and answers who may ask. This
 * package wires; what is kept is in {@code store}, what is asked in {@code query}.
 */
package org.alprstreams.retention;
