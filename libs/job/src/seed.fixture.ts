/** The seed of this run's property tests. Each says it in its name; set REPRISE_SEED to run that one again. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);
