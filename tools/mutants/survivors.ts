import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** A mutant that specs are not expected to detect, with the reason. Identified by its code, because lines move. */
export interface ListedSurvivor {
  /** Path in the checkout. */
  readonly file: string;
  /** First line of the mutated code, trimmed. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Returns the reviewed survivors of a subject, from `survivors/<name>.json`. */
export function listedSurvivors(name: string): ListedSurvivor[] {
  const file = join(import.meta.dirname, 'survivors', `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ListedSurvivor[]) : [];
}

/** Whether a mutant matches an entry. Identical mutants in a line, such as two `+` that become `-`, share an entry. */
export function isListed(mutant: Mutant, { file, line, from, to }: ListedSurvivor): boolean {
  return mutant.file === file && mutant.line === line && mutant.from === from && mutant.to === to;
}
