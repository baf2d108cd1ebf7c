/** Health as its parts report it, and the two answers an orchestrator asks for: live and ready. */
package org.alprstreams.service.health;
