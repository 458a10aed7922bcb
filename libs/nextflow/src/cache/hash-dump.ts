/** One part of what Nextflow hashes for a task. */
export interface HashPart {
  hash: string;
  /** Java class. */
  type: string;
  value: string;
}

/** The parts of one task's hash, as Nextflow prints them with `dumpHashes = 'json'`. */
export interface HashDump {
  /** The hash over them, which together with the try number yields the task's own (`taskHashes`). */
  hash: string;
  parts: HashPart[];
}

// Preceded by the task's name, and possibly output of a task with `debug true` without a newline: a regex for those
// would try each bracket of a long line against the rest.
const HEAD = /\] cache hash: ([0-9a-f]{32}); mode: \w+; entries: ?\[$/;
const FIELD = /^ {8}"(hash|type|value)": (".*"),?$/;
const BRACES = /^ {4}(?:\{|\},?)$/;
const END = ']';
/** Maximum size of a value, such as a script or a long list of files: longer ones are compared by hash only. */
const MAX_VALUE = 20_000;

/** Extracts dumps from the lines of Nextflow's output. */
export class DumpReader {
  #open: { hash: string; parts: Partial<HashPart>[] } | null = null;

  /** Whether the line belongs to a dump, and the dump that it completes. */
  line(line: string): { inside: boolean; dump?: HashDump } {
    const hash = HEAD.exec(line)?.[1];
    if (hash) {
      this.#open = { hash, parts: [] };
      return { inside: true };
    }
    if (!this.#open) return { inside: false };
    if (line === END) return { inside: true, dump: this.#close(this.#open) };
    const [, field, value] = FIELD.exec(line) ?? [];
    if (field && value) this.#take(this.#open.parts, field as keyof HashPart, value);
    else if (!BRACES.test(line)) this.#open = null;
    return { inside: this.#open !== null };
  }

  #take(parts: Partial<HashPart>[], field: keyof HashPart, json: string): void {
    if (field === 'hash') parts.push({});
    const part = parts.at(-1);
    if (part) part[field] = textOf(json).slice(0, MAX_VALUE);
  }

  #close({ hash, parts }: { hash: string; parts: Partial<HashPart>[] }): HashDump {
    this.#open = null;
    return { hash, parts: parts.map(({ hash: own = '', type = '', value = '' }) => ({ hash: own, type, value })) };
  }
}

function textOf(json: string): string {
  try {
    return JSON.parse(json) as string;
  } catch {
    return json;
  }
}

/** Whether a line looks like part of a dump, for a reader that starts in the middle. */
const isPart = (line: string): boolean => FIELD.test(line) || BRACES.test(line);

/**
 * Removes dumps from Nextflow's output, for people. The text may begin within one. An unterminated last line is
 * returned as `left`, unless it is everything: only a later read shows whether it belongs to a dump.
 */
export function withoutDumps(text: string): { text: string; left: string } {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  if (lines.length === 0) return { text: last, left: '' };
  const reader = new DumpReader();
  const shown = lines.slice(restOfDump(lines)).filter((line) => !reader.line(line).inside);
  return { text: shown.map((line) => `${line}\n`).join(''), left: last };
}

/** Counts the leading lines of a dump that began earlier. */
function restOfDump(lines: string[]): number {
  const end = lines.indexOf(END);
  const whole = lines.slice(1, end); // the first may be truncated
  const isRest = end === 0 || (end > 0 && lines.slice(0, end).some(isPart) && whole.every(isPart));
  return isRest ? end + 1 : 0;
}
