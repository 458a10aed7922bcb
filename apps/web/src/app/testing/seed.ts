/** Seed of this run's property tests. Each names it; `REPRISE_SEED` repeats that one. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);
