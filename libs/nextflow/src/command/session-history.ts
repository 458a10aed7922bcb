import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';
import { readText } from '../files/read-text.ts';

/** A row has a few hundred bytes, and a job has few runs. */
const MOST_BYTES = 4 << 20;

/** Reads the session id of a run from the launch dir's `.nextflow/history`; null until Nextflow has written it. */
export async function sessionOf(launchDir: string, runName: string): Promise<string | null> {
  return sessionIn(await readHistory(launchDir), runName);
}

/** Columns: start, duration, run name, status, revision, session id, command. */
export function sessionIn(history: string, runName: string): string | null {
  return rowsOf(history).findLast((columns) => columns[2] === runName)?.[5] ?? null;
}

/**
 * Lists the runs of a session that have an index of their tasks in its cache. Nextflow writes a run's row in the
 * history about 150 ms before that index, so a run that ended in between has none.
 */
export async function indexedRuns(launchDir: string, session: string): Promise<string[]> {
  const cached = await readdir(join(launchDir, '.nextflow', 'cache', session)).catch(ifAbsent<string[]>([]));
  const runs = rowsOf(await readHistory(launchDir)).filter((columns) => columns[5] === session);
  return runs.map((columns) => columns[2] ?? '').filter((name) => cached.includes(`index.${name}`));
}

const readHistory = async (launchDir: string): Promise<string> =>
  (await readText(join(launchDir, '.nextflow', 'history'), 0, MOST_BYTES))?.text ?? '';

const rowsOf = (history: string) => history.split('\n').map((line) => line.split('\t'));
