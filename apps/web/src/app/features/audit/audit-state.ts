import { AuditOutcome, commandNames, type CommandName } from '@reprise/contracts';
import type { AuditFilters } from '../../core/api/audit-api.ts';
import { utc } from '../../shared/format.ts';

/** State of the list of entries, as in the URL. */
export type AuditState = {
  actor: string;
  commands: CommandName[];
  outcomes: AuditOutcome[];
  /** A job's id, or part of a sample's name. */
  sample: string;
  pipeline: string;
  /** Correlation id: the events of one request. */
  request: string;
  span: TimeSpan;
  /** Text to search for in reasons. */
  q: string;
  entries: EntriesKey;
};

/** A time span: up to now, or between two times (ISO 8601, UTC), either of which may be open. */
export type TimeSpan = { last: LastKey } | { from: string; to: string };
export type LastKey = '' | '1h' | '24h' | '7d' | '30d';
export type EntriesKey = 'commands' | 'story' | 'all' | 'access' | 'runner' | 'input';

const HOUR = 3_600_000;
export const RELATIVE_SPANS: { key: LastKey; word: string; ms: number }[] = [
  { key: '1h', word: 'last hour', ms: HOUR },
  { key: '24h', word: 'last 24 hours', ms: 24 * HOUR },
  { key: '7d', word: 'last 7 days', ms: 7 * 24 * HOUR },
  { key: '30d', word: 'last 30 days', ms: 30 * 24 * HOUR },
];
export const ENTRIES: { key: EntriesKey; word: string }[] = [
  { key: 'commands', word: 'commands, uploads and inputs' },
  { key: 'story', word: 'all but tasks' },
  { key: 'all', word: 'all, with tasks' },
  { key: 'access', word: 'sign-ins, accounts and approvals' },
  { key: 'runner', word: 'runners' },
  { key: 'input', word: 'uploads and inputs' },
];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Params = Partial<
  Record<
    'person' | 'command' | 'outcome' | 'job' | 'pipeline' | 'request' | 'time' | 'from' | 'to' | 'q' | 'entries',
    string | undefined
  >
>;

/** Parses the parameters of the URL. Missing and invalid ones do not filter. */
export function fromParams(params: Params): AuditState {
  const from = instant(params.from);
  const to = instant(params.to);
  const last = RELATIVE_SPANS.find(({ key }) => key === params.time)?.key ?? '';
  return {
    actor: params.person ?? '',
    commands: known(commandNames, params.command),
    outcomes: known(AuditOutcome.options, params.outcome),
    sample: params.job ?? '',
    pipeline: params.pipeline ?? '',
    request: params.request ?? '',
    span: from || to ? { from, to } : { last },
    q: params.q ?? '',
    entries: ENTRIES.find(({ key }) => key === params.entries)?.key ?? 'commands',
  };
}

/** Returns the URL's parameters of a state; `null` removes one. */
export function toParams(state: AuditState): Record<keyof Params, string | null> {
  const { span } = state;
  return {
    person: state.actor || null,
    command: state.commands.join() || null,
    outcome: state.outcomes.join() || null,
    job: state.sample || null,
    pipeline: state.pipeline || null,
    request: state.request || null,
    time: 'last' in span ? span.last || null : null,
    from: 'from' in span ? span.from || null : null,
    to: 'to' in span ? span.to || null : null,
    q: state.q || null,
    entries: state.entries === 'commands' ? null : state.entries,
  };
}

/** Returns the filters for the API. */
export function toQuery(state: AuditState, now: number): AuditFilters {
  const { entries, outcomes, commands, sample } = state;
  const id = jobIdIn(state);
  const query = {
    events: entries,
    actor: state.actor,
    command: commands.join(),
    outcome: outcomes.join(),
    job_id: id ?? '',
    sample: id ? '' : sample,
    pipeline: state.pipeline,
    correlation_id: state.request,
    q: state.q,
    ...spanQuery(state.span, now),
  } satisfies AuditFilters;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** Returns the job id, if the list is filtered to one job. */
export function jobIdIn({ sample }: AuditState): string | null {
  const text = sample.trim().toLowerCase();
  return UUID.test(text) ? text : null;
}

export const isFiltered = (state: AuditState): boolean =>
  Object.values(toParams({ ...state, entries: 'commands' })).some((value) => value !== null);

/** The list shows times in seconds, so a span includes all entries of its last second. */
const END_OF_SECOND_MS = 999;

/**
 * Returns the time span between the texts of two `datetime-local` fields, which have no zone and are read as UTC. Either
 * may be empty.
 */
export function spanBetween(from: string, to: string): TimeSpan {
  if (!from && !to) return { last: '' };
  const time = (text: string, plusMs: number) => text && new Date(Date.parse(`${text}Z`) + plusMs).toISOString();
  return { from: time(from, 0), to: time(to, END_OF_SECOND_MS) };
}

/** Time span as text: "last 7 days", "since 2026-11-24 14:00:00 UTC". */
export function spanText(span: TimeSpan): string {
  if ('last' in span) return RELATIVE_SPANS.find(({ key }) => key === span.last)?.word ?? '';
  if (!span.to) return `since ${utc(span.from)}`;
  return span.from ? `${utc(span.from)} to ${utc(span.to)}` : `until ${utc(span.to)}`;
}

function spanQuery(span: TimeSpan, now: number): Required<Pick<AuditFilters, 'from' | 'to'>> {
  if ('from' in span) return span;
  const ms = RELATIVE_SPANS.find(({ key }) => key === span.last)?.ms;
  return { from: ms ? new Date(now - ms).toISOString() : '', to: '' };
}

function known<T extends string>(options: readonly T[], text: string | undefined): T[] {
  const asked = text?.split(',') ?? [];
  return options.filter((option) => asked.includes(option));
}

function instant(text: string | undefined): string {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
