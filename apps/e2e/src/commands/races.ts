import { readFileSync } from 'node:fs';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';

export interface Races {
  /** Number of races. */
  readonly times: number;
  /** So many at once: as many as the runner has slots. */
  readonly slots: number;
}

/** Runs a task so many times, as many at once as said. */
export async function atOnce<T>(slots: number, times: number, task: (n: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const goOn = async () => {
    while (next < times) done.push(await task(next++));
  };
  await Promise.all(Array.from({ length: slots }, goOn));
  return done;
}

/** Waits until Nextflow reports the submission of a step. */
export async function submitsStep(lab: Lab, sample: Sample, step: string): Promise<void> {
  const { stdout } = lab.filesOf(sample);
  await appears(stdout);
  const told = () => readFileSync(stdout, 'utf8');
  const submitted = () => told().includes(`Submitted process > ${step}`);
  await waitUntil(submitted, { what: `${step} is submitted` }).catch((error: unknown) => {
    throw new Error(`${String(error)}; Nextflow said: ${told()}`);
  });
}
