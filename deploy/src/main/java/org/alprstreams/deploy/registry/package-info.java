/** A real schema registry as a child process that keeps its schemas on our broker. */
package org.alprstreams.deploy.registry;
