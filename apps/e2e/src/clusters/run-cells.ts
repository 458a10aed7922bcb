import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { errorText } from '@reprise/setup';

/** Measurements of a cell, by name, in seconds unless stated otherwise. */
export type Facts = Readonly<Record<string, number | string>>;

/** One experiment in a given lab. Throws if an expectation fails. */
export interface Cell<Lab, Options> {
  readonly lab: Options;
  run(lab: Lab): Promise<Facts>;
}

interface Ground<Lab, Options> {
  readonly cells: Readonly<Record<string, Cell<Lab, Options>>>;
  /** Installs and builds the prerequisites. */
  prepare(): Promise<void>;
  /** @param nextflow path of another Nextflow, from the command line */
  start(options: Options, nextflow: string | undefined): Promise<Lab & { stop(): Promise<void> }>;
}

/**
 * Runs the named cells, or all of them, each in a separate lab, and prints their measurements with the load average of
 * the last minute. Accepts `--nextflow PATH`. Exits with 1 if a cell fails.
 */
export async function runCells<Lab, Options>({ cells, prepare, start }: Ground<Lab, Options>): Promise<never> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { nextflow: { type: 'string' } } });
  const unknown = positionals.filter((name) => !(name in cells));
  if (unknown.length > 0) {
    console.error(`No such cell: ${unknown.join(', ')}. Cells: ${Object.keys(cells).join(', ')}`);
    process.exit(1);
  }
  await prepare();
  for (const name of positionals.length > 0 ? positionals : Object.keys(cells)) {
    const { lab: options, run } = cells[name]!;
    const load = Math.round(loadavg()[0]! * 10) / 10;
    const lab = await start(options, values.nextflow);
    try {
      console.log(name, JSON.stringify({ ...(await run(lab)), load }));
    } catch (error) {
      console.log(name, `failed: ${errorText(error)}`);
      process.exitCode = 1;
    } finally {
      await lab.stop();
    }
  }
  process.exit();
}

export const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10;

/** @throws Error if the condition does not hold */
export const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`It is not so that ${what}`);
};
