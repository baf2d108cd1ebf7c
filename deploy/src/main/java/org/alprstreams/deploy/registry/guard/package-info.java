/** What runs inside the registry's process, besides the registry; it may depend on the JDK only. */
package org.alprstreams.deploy.registry.guard;
