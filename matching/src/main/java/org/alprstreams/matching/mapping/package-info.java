/**
 * Mapping files: they declare how the files of an agency or a vendor are laid out and what their
 * columns and codes mean, so that no such format is code.
 */
package org.alprstreams.matching.mapping;
