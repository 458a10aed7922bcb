import type { TaskResources } from './task-resources.ts';
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
  /** Null if an earlier release did not include them in the trace. */
  resources: TaskResources | null;
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
  'cpus',
  'memory',
  'disk',
  'realtime',
  'peak_vmem',
  '%mem',
  'rchar',
  'wchar',
  'read_bytes',
  'write_bytes',
  'queue',
  'process',
  'name',
  'tag',
] as const;

type Field = (typeof TRACE_FIELDS)[number];

/** The last fields of each row. */
const LAST = TRACE_FIELDS.slice(-3);
const ROW_START = /^[0-9a-f]{2}\/[0-9a-f]{6}\t/;
/**
 * Limits of one row. Each line is matched together with all the lines before it, and tasks can write to the trace too.
 */
const MOST_LINES = 100;
const MOST_CHARACTERS = 16 << 10;
/** Maximum number of tabs in a name or a tag. */
const MOST_TABS = 100;

/** Assembles trace rows from lines. A tag with newlines spreads a row over several lines. */
export class TraceReader {
  #open: string | null = null;
  /** Number of lines of the open row. */
  #lines = 0;
  /** Fields in the first line of the trace. Traces of attempts that an earlier release started lack some. */
  #fields: readonly string[] = TRACE_FIELDS;

  /** Returns the rows that this line completes, usually only its own. */
  line(line: string): TraceRow[] {
    const rows = ROW_START.test(line) ? this.end() : [];
    if (this.#open === null && !ROW_START.test(line)) {
      if (isHeader(line)) this.#fields = line.split('\t');
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
    return parseRow(this.#fields, this.#open.split('\t'), whole);
  }
}

const isHeader = (line: string): boolean => line.startsWith('hash\t') && line.endsWith(`\t${LAST.join('\t')}`);

function parseRow(fields: readonly string[], values: readonly string[], whole: boolean): TraceRow | null {
  const fixed = fields.length - LAST.length + 1;
  const valueOf = (field: Field): string | undefined => values[fields.indexOf(field)];
  const [hash, status, process] = [valueOf('hash'), valueOf('status'), valueOf('process')];
  const free = splitFree(process ?? '', values.slice(fixed).join('\t'), whole);
  if (!hash || !status || !process || !free) return null;
  return {
    hash,
    status,
    exit: integer(valueOf('exit')),
    try: Math.max(1, integer(valueOf('attempt')) ?? 1),
    submit: time(valueOf('submit')),
    start: time(valueOf('start')),
    complete: time(valueOf('complete')),
    durationMs: amount(valueOf('duration')),
    cpuPercent: amount(valueOf('%cpu')),
    peakRss: measured(valueOf('peak_rss')),
    workDir: given(valueOf('workdir')),
    errorAction: given(valueOf('error_action')),
    timeLimitMs: amount(valueOf('time')) || null,
    resources: fields.includes('cpus') ? resourcesOf(valueOf) : null,
    process,
    ...free,
  };
}

const resourcesOf = (valueOf: (field: Field) => string | undefined): TaskResources => ({
  cpus: amount(valueOf('cpus')) || null,
  memory: amount(valueOf('memory')) || null,
  disk: amount(valueOf('disk')) || null,
  time_ms: amount(valueOf('time')) || null,
  realtime_ms: amount(valueOf('realtime')),
  peak_vmem: measured(valueOf('peak_vmem')),
  memory_percent: amount(valueOf('%mem')),
  rchar: amount(valueOf('rchar')),
  wchar: amount(valueOf('wchar')),
  read_bytes: amount(valueOf('read_bytes')),
  write_bytes: amount(valueOf('write_bytes')),
  queue: given(valueOf('queue')),
});

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
/** Memory. Nextflow writes 0 for a task that was too short to be measured. */
const measured = (field: string | undefined) => amount(field) || null;
const integer = numberWhere(Number.isSafeInteger);
/** Nextflow writes 0 for a missing time. */
const time = numberWhere((number) => Number.isSafeInteger(number) && number > 0);
