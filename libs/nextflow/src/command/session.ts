import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';

/** The session id of a run, from the launch dir's `.nextflow/history`; null before Nextflow has written it. */
export async function sessionOf(launchDir: string, runName: string): Promise<string | null> {
  const history = await readFile(join(launchDir, '.nextflow', 'history'), 'utf8').catch(ifAbsent(''));
  return sessionIn(history, runName);
}

/** Columns: start, duration, run name, status, revision, session id, command. */
export function sessionIn(history: string, runName: string): string | null {
  const rows = history.split('\n').map((line) => line.split('\t'));
  return rows.findLast((columns) => columns[2] === runName)?.[5] ?? null;
}
