import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clock } from './nextflow-log.ts';

export interface RunRecord {
  readonly name: string;
  readonly revision: string;
  readonly session: string;
  readonly command: string;
  readonly began: Date;
}

/** Writes the row of a run that starts. Duration and status are added at its end. */
export function beginHistory(launchDir: string, entry: RunRecord): void {
  const { file, rows } = read(launchDir);
  if (rows.some((row) => row.split('\t')[2] === entry.name)) {
    throw new Error(`Run name \`${entry.name}\` has been already used -- Specify a different run name`);
  }
  write(file, [...rows, rowOf(entry, '-', '-')]);
}

export function endHistory(launchDir: string, entry: RunRecord, status: 'OK' | 'ERR'): void {
  const { file, rows } = read(launchDir);
  const duration = durationText(Date.now() - entry.began.getTime());
  write(
    file,
    rows.map((row) => (row.split('\t')[2] === entry.name ? rowOf(entry, duration, status) : row)),
  );
}

/** The session of a run. @throws Error if there is no such run */
export function sessionOf(launchDir: string, name: string): string {
  const row = read(launchDir).rows.find((each) => each.split('\t')[2] === name);
  if (row === undefined) throw new Error(`Unknown run name: ${name}`);
  return row.split('\t')[5] ?? '';
}

function rowOf({ began, name, revision, session, command }: RunRecord, duration: string, status: string): string {
  const day = `${began.getFullYear()}-${String(began.getMonth() + 1).padStart(2, '0')}-${String(began.getDate()).padStart(2, '0')}`;
  return [`${day} ${clock(began)}`, duration, name, status, revision, session, command].join('\t');
}

/** `350ms`, `11.4s`, `1m 5s`. */
function durationText(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))}s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}

function read(launchDir: string): { file: string; rows: string[] } {
  const file = join(launchDir, '.nextflow', 'history');
  return { file, rows: existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [] };
}

function write(file: string, rows: readonly string[]): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.tmp`, rows.map((row) => `${row}\n`).join(''));
  renameSync(`${file}.tmp`, file);
}
