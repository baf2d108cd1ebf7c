/** Typed settings from one documented order of sources, validated as a whole at start. */
package org.alprstreams.service.config;
