/** Seed of this run's property tests. Each test name contains it; `REPRISE_SEED` repeats a run. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);
