/**
 * Our own networks, run by ONNX Runtime: a detector that proposes plates, a refiner that checks
 * them and finds their corners, a reader that spells them.
 */
package org.alprstreams.recognition.neural;
