import type { TaskView } from '@reprise/contracts';

type BarKind = 'done' | 'running' | 'failed' | 'cached' | 'stopped';
/** A bar in its lane, in percent. `live`: it grows. `thin`: it is drawn on top of a different bar. */
export type Bar = { kind: BarKind; left: number; width: number; live: boolean; thin: boolean };
/** Start and end of a run, in milliseconds since 1970. */
type Span = { from: number; to: number; kind: BarKind; live: boolean; thin: boolean };

const KIND: Record<Exclude<TaskView['status'], 'submitted'>, BarKind> = {
  running: 'running',
  cached: 'cached',
  completed: 'done',
  failed: 'failed',
  retried: 'failed',
  aborted: 'stopped',
};
const CACHED_WIDTH = 2.3;

export const startOf = (task: TaskView): number | null => {
  const at = task.started_at ?? task.submitted_at;
  return at ? Date.parse(at) : null;
};

/**
 * Returns a task's span; `null` if the task has not started or was cached. A stopped task ends at `stoppedAt` or, if
 * that is missing, at `end`.
 */
export function spanOf(task: TaskView, end: number, stoppedAt?: number): Span | null {
  const from = startOf(task);
  const { status } = task;
  if (from === null || status === 'submitted' || status === 'cached') return null;
  const live = status === 'running' && !task.completed_at;
  const open = live ? end : status === 'aborted' ? (stoppedAt ?? end) : from;
  const to = task.completed_at ? Date.parse(task.completed_at) : open;
  return { from, to: Math.max(from, to), kind: KIND[status], live, thin: false };
}

/**
 * Merges overlapping spans. Failed tries stay separate. They are drawn thin if they overlap others, unless the step has
 * failed. Stopped tasks are drawn below the others, so that they show where nothing else ran, and thin if nothing of
 * them would show.
 */
export function unite(spans: Span[], hasFailed: boolean): Span[] {
  const whole = merged(spans.filter(({ kind }) => kind !== 'failed' && kind !== 'stopped'));
  const failed = merged(spans.filter(({ kind }) => kind === 'failed'));
  const stopped = merged(spans.filter(({ kind }) => kind === 'stopped'));
  const onOther = ({ from, to }: Span) => whole.some((other) => from < other.to && to > other.from);
  const isHidden = ({ from, to }: Span) => whole.some((other) => from >= other.from && to <= other.to);
  return [
    ...stopped.filter((span) => !isHidden(span)),
    ...whole,
    ...failed.map((span) => ({ ...span, thin: !hasFailed && onOther(span) })),
    ...stopped.filter(isHidden).map((span) => ({ ...span, thin: true })),
  ];
}

function merged(spans: Span[]): Span[] {
  const united: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && span.from <= last.to) united[united.length - 1] = both(last, span);
    else united.push(span);
  }
  return united;
}

function both(a: Span, b: Span): Span {
  const kind = b.kind === 'running' ? b.kind : a.kind;
  return { ...a, to: Math.max(a.to, b.to), live: a.live || b.live, kind };
}

export function barOf({ from, to, kind, live, thin }: Span, scale: (at: number) => number): Bar {
  return { kind, left: scale(from), width: scale(to) - scale(from), live, thin };
}

/** A mark at the start, because cached tasks take no time. */
export const cachedBar = (tasks: TaskView[]): Bar[] =>
  tasks.some(({ status }) => status === 'cached')
    ? [{ kind: 'cached', left: 0, width: CACHED_WIDTH, live: false, thin: false }]
    : [];
