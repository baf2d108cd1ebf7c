/**
 * The catalogue of topics: every topic of the pipeline with its record type and how long it may
 * live.
 */
package org.alprstreams.schemas.topic;
