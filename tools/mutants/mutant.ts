import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Maximum length of code that identifies a mutant. */
const MOST = 160;

/** Stryker's result for a mutant, reduced to the fields of the report. */
export interface MutantResult {
  readonly fileName: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly replacement: string;
  readonly status: string;
  readonly statusReason?: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A small bug, and whether a spec noticed it. */
export interface Mutant {
  readonly file: string;
  readonly lineNumber: number;
  /** First line of the mutated code, trimmed. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  /** Reason for the status, if reported by Stryker. */
  readonly reason: string;
}

/** Describes a result by the mutated code. */
export function mutantOf(result: MutantResult, checkout: string): Mutant {
  const lines = readFileSync(result.fileName, 'utf8').split('\n');
  const { start, end } = result.location;
  // Both count from 1.
  const code = lines.slice(start.line - 1, end.line);
  code.push(code.pop()!.slice(0, end.column - 1));
  code[0] = code[0]!.slice(start.column - 1);
  return {
    file: relative(checkout, result.fileName),
    lineNumber: start.line,
    line: lines[start.line - 1]!.trim(),
    from: inOneLine(code.join('\n')),
    to: inOneLine(result.replacement),
    status: result.status,
    reason: inOneLine(result.statusReason ?? 'it never lets go'),
  };
}

function inOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
