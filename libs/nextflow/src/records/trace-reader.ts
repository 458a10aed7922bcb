import { isNameOf } from './task-name.ts';

/** One task in the trace file; times in ms since 1970. */
export interface TraceRow {
  hash: string;
  /** COMPLETED, FAILED, CACHED, ABORTED. */
  status: string;
  exit: number | null;
  try: number;
  submit: number | null;
  start: number | null;
  complete: number | null;
  durationMs: number | null;
  cpuPercent: number | null;
  peakRss: number | null;
  workDir: string | null;
  errorAction: string | null;
  /** The task's `time` directive; null if it has none, or if an earlier release did not include it in the trace. */
  timeLimitMs: number | null;
  process: string;
  name: string;
  tag: string | null;
}

/**
 * Fields of the trace in our order. `name` and `tag` come last, because Nextflow escapes neither tabs nor newlines in
 * them.
 */
export const TRACE_FIELDS = [
  'hash',
  'status',
  'exit',
  'attempt',
  'submit',
  'start',
  'complete',
  'duration',
  '%cpu',
  'peak_rss',
  'workdir',
  'error_action',
  'time',
  'process',
  'name',
  'tag',
] as const;

/** Fields before the unescaped ones. */
const FIXED = TRACE_FIELDS.indexOf('process') + 1;
const TIME = TRACE_FIELDS.indexOf('time');
const ROW_START = /^[0-9a-f]{2}\/[0-9a-f]{6}\t/;
/** Limits of one row. Each line is matched together with all before it, and tasks can write to the trace too. */
const MOST_LINES = 100;
const MOST_CHARACTERS = 16 << 10;
/** Maximum number of tabs in a name or a tag. */
const MOST_TABS = 100;

/** Assembles trace rows from lines. A tag with newlines spreads a row over several lines. */
export class TraceReader {
  #open: string | null = null;
  /** Number of lines of the open row. */
  #lines = 0;
  /** Whether the trace contains time limits. Traces of attempts that an earlier release started lack them. */
  #hasLimits = true;

  /** Returns the rows that this line completes, usually only its own. */
  line(line: string): TraceRow[] {
    const rows = ROW_START.test(line) ? this.end() : [];
    if (this.#open === null && !ROW_START.test(line)) {
      if (line.startsWith('hash\t')) this.#hasLimits = line.split('\t')[TIME] === 'time';
      return rows;
    }
    this.#lines = this.#open === null ? 1 : this.#lines + 1;
    this.#open = this.#open === null ? line : `${this.#open}\n${line}`;
    const row = this.#row(false);
    if (!row) return this.#isFull(this.#open) ? [...rows, ...this.end()] : rows;
    this.#open = null;
    return [...rows, row];
  }

  /** Returns the row that the last line did not complete. */
  end(): TraceRow[] {
    const row = this.#row(true);
    this.#open = null;
    return row ? [row] : [];
  }

  #isFull(row: string): boolean {
    return this.#lines >= MOST_LINES || row.length >= MOST_CHARACTERS;
  }

  /** @param whole whether no further line belongs to the row, so that name and tag are split as well as possible */
  #row(whole: boolean): TraceRow | null {
    if (this.#open === null) return null;
    const fields = this.#open.split('\t');
    return parseRow(this.#hasLimits ? fields : fields.toSpliced(TIME, 0, '-'), whole);
  }
}

function parseRow(fields: readonly string[], whole: boolean): TraceRow | null {
  const [hash, status, exit, tries, submit, start, complete, duration, cpu, rss, workDir, action, limit, process] =
    fields;
  const free = splitFree(process ?? '', fields.slice(FIXED).join('\t'), whole);
  if (!hash || !status || !process || !free) return null;
  return {
    hash,
    status,
    exit: integer(exit),
    try: Math.max(1, integer(tries) ?? 1),
    submit: time(submit),
    start: time(start),
    complete: time(complete),
    durationMs: amount(duration),
    cpuPercent: amount(cpu),
    peakRss: amount(rss) || null, // 0: too short to be measured
    workDir: given(workDir),
    errorAction: given(action),
    timeLimitMs: amount(limit) || null,
    process,
    ...free,
  };
}

/** Splits name and tag at the tab that has the same tag on both sides. */
function splitFree(process: string, text: string, whole: boolean): { name: string; tag: string | null } | null {
  const tabs = [...text.matchAll(/\t/g)].map((match) => match.index);
  for (const tab of tabs.slice(0, MOST_TABS)) {
    const name = text.slice(0, tab);
    const after = text.slice(tab + 1);
    const tag = [after, after === '-' ? null : undefined].find(
      (each) => each !== undefined && isNameOf(name, process, each),
    );
    if (tag !== undefined) return { name, tag };
  }
  return whole ? { name: text.split('\t', 1)[0] || process, tag: null } : null;
}

const given = (field: string | undefined) => (field && field !== '-' ? field : null);
const numberWhere = (holds: (number: number) => boolean) => (field: string | undefined) => {
  const number = Number(given(field) ?? Number.NaN);
  return holds(number) ? number : null;
};
/** If the clock was set back, durations are negative and dropped. */
const amount = numberWhere((number) => Number.isFinite(number) && number >= 0);
const integer = numberWhere(Number.isSafeInteger);
/** Nextflow writes 0 for a missing time. */
const time = numberWhere((number) => Number.isSafeInteger(number) && number > 0);
