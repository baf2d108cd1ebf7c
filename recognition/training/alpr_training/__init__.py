"""Training of the plate detector, the refiner and the plate reader, on rendered plates only."""
