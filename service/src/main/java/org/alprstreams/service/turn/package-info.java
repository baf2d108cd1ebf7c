/** Work that is done again and again, whatever a turn of it fails with. */
package org.alprstreams.service.turn;
