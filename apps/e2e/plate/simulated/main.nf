// For the simulated Nextflow only: simulation.json has the steps.
