/**
 * What a picture is and whether it may come in, judged from its bytes before anything decodes it.
 */
package org.alprstreams.ingest.image;
