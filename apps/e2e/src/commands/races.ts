import { readFileSync } from 'node:fs';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';

export interface Races {
  /** Number of races. */
  readonly times: number;
  /** Concurrency: the number of slots of the runner. */
  readonly slots: number;
}

/** Runs a task a number of times with limited concurrency. */
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
  const output = () => readFileSync(stdout, 'utf8');
  const submitted = () => output().includes(`Submitted process > ${step}`);
  await waitUntil(submitted, { what: `${step} is submitted` }).catch((error: unknown) => {
    throw new Error(`${String(error)}; Nextflow said: ${output()}`);
  });
}
