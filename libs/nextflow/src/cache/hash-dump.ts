/** One part of the data that Nextflow hashes for a task. */
export interface HashPart {
  hash: string;
  /** Java class. */
  type: string;
  value: string;
}

/** The parts of a task's hash, as Nextflow prints them with `dumpHashes = 'json'`. */
export interface HashDump {
  /** Hash of the parts. Together with the number of the try, it yields the task's own hash (`taskHashes`). */
  hash: string;
  parts: HashPart[];
}

// It is preceded by the task's name, and possibly by output without a newline from a task with `debug true`. A regex
// for those would try each bracket of a long line against the rest.
const HEAD = /\] cache hash: ([0-9a-f]{32}); mode: \w+; entries: ?\[$/;
const FIELD = /^ {8}"(hash|type|value)": (".*"),?$/;
const BRACES = /^ {4}(?:\{|\},?)$/;
const END = ']';
/** Maximum size of a value, such as a script or a long list of files. Longer values are compared only by hash. */
const MAX_VALUE = 20_000;

/** Extracts dumps from the lines of Nextflow's output. */
export class DumpReader {
  #open: { hash: string; parts: Partial<HashPart>[] } | null = null;

  /** Returns whether the line belongs to a dump, and the dump that it completes. */
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
 * Removes dumps from Nextflow's output, to make it readable for people. The text may begin within a dump. An
 * unterminated last line is returned as `left`, because only a later read shows whether it belongs to a dump, unless
 * the text has no other line.
 */
export function withoutDumps(text: string): { text: string; left: string } {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  if (lines.length === 0) return { text: last, left: '' };
  const reader = new DumpReader();
  const shown = lines.slice(restOfDump(lines)).filter((line) => !reader.line(line).inside);
  return { text: shown.map((line) => `${line}\n`).join(''), left: last };
}

/** Counts the lines at the beginning that belong to a dump that began earlier. */
function restOfDump(lines: string[]): number {
  const end = lines.indexOf(END);
  const whole = lines.slice(1, end); // the first may be truncated
  const isRest = end === 0 || (end > 0 && lines.slice(0, end).some(isPart) && whole.every(isPart));
  return isRest ? end + 1 : 0;
}
