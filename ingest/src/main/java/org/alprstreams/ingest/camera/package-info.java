/**
 * The registered cameras: reading them, and the commands that add, remove, list and import them.
 */
package org.alprstreams.ingest.camera;
