/** The whole system on one machine: broker, registry and all applications under one directory. */
package org.alprstreams.deploy.standalone;
