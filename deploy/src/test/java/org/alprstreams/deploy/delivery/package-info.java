/** What is promised about delivery, tried on processes that are killed. */
package org.alprstreams.deploy.delivery;
