/** One part of what Nextflow makes a task's hash of. */
export interface HashPart {
  hash: string;
  /** Java class. */
  type: string;
  value: string;
}

/** The parts of one task's hash, as Nextflow tells them with `dumpHashes = 'json'`. */
export interface HashDump {
  /** The hash over them: with the number of a try, it makes the task's own (`taskHashes`). */
  hash: string;
  parts: HashPart[];
}

// What a task with `debug true` prints may lack its newline and stand before.
const HEAD = /^(.*?)\[.+\] cache hash: ([0-9a-f]{32}); mode: \w+; entries: ?\[$/;
const FIELD = /^ {8}"(hash|type|value)": (".*"),?$/;
const BRACES = /^ {4}(?:\{|\},?)$/;
const END = ']';
/** Longer values, of scripts and long lists of files, are cut: what is compared is their hashes. */
const LONGEST_VALUE = 20_000;

/** Takes dumps out of the lines of Nextflow's output. */
export class DumpReader {
  #open: { hash: string; parts: Partial<HashPart>[] } | null = null;

  /** Whether the line belongs to a dump, and the dump that it completes. */
  line(line: string): { inside: boolean; dump?: HashDump } {
    const hash = HEAD.exec(line)?.[2];
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
    if (part) part[field] = textOf(json).slice(0, LONGEST_VALUE);
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

/** A line of a dump by its looks alone: for a reader who begins somewhere in the middle. */
const isPart = (line: string): boolean => FIELD.test(line) || BRACES.test(line);

/**
 * Nextflow's output as people read it, without its dumps. The text may begin within one. A last line without its newline
 * is left out, unless it is all there is: it is whether it belongs to a dump that a later reading tells.
 */
export function withoutDumps(text: string): { text: string; left: string } {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  if (lines.length === 0) return { text: last, left: '' };
  const reader = new DumpReader();
  const shown = lines.slice(restOfDump(lines)).filter((line) => !reader.line(line).inside);
  return { text: shown.map((line) => `${line}\n`).join(''), left: last };
}

/** How many lines at the start are the rest of a dump that began before. */
function restOfDump(lines: string[]): number {
  const end = lines.indexOf(END);
  const whole = lines.slice(1, end); // the first may be cut
  const isRest = end === 0 || (end > 0 && lines.slice(0, end).some(isPart) && whole.every(isPart));
  return isRest ? end + 1 : 0;
}
