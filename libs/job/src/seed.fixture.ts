/** Seed of this run's property tests, part of their names; set REPRISE_SEED to repeat a run. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);
