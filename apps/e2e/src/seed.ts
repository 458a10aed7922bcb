import { createHash } from 'node:crypto';

/** Of the delays that the journeys draw. Each says it in its name; set REPRISE_SEED to draw the same again. */
export const seed = Number(process.env['REPRISE_SEED'] ?? Date.now() % 2 ** 31);

/** A number in [0, 1) that follows from the seed and what it is drawn for. */
export function draw(...purpose: (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}
