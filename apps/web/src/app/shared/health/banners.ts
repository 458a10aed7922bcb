import type { ProjectorView, RunnerView } from '@reprise/contracts';
import { STARTING } from '@reprise/contracts/starting';
import { capital, dateTime, duration, plural, runnerName } from '../format.ts';
import type { IconName } from '../parts/icons.ts';

type BannerId = 'connection' | 'silence' | 'runners' | 'projection';
export type Banner = {
  id: BannerId;
  tone: 'warn' | 'bad' | 'ok';
  icon: IconName;
  title: string;
  text: string;
  /** Text that changes every second, outside the live region. */
  ticking: string;
};

type Parts = {
  now: number;
  live: 'connecting' | 'open' | 'down';
  downSince: number | null;
  retryAt: number | null;
  /** Time of the oldest request that had no answer when the connection was lost; null if there was none. */
  staleSince: number | null;
  /** Time of the oldest request without an answer. */
  askedSince: number | null;
  /** Message of the server, if it responds that it cannot answer. */
  problem: string | null;
  runners: RunnerView[] | null;
  idleSince: number | null;
  /** When the log was last found not to answer; null if it always answered. */
  logAwayAt: number | null;
  projection: ProjectorView | null;
  pending: number;
};

/** Delay before a lost connection is shown. */
const GRACE_MS = 1500;
/** Time without a response after which that is shown. It is not shorter, because a busy server takes seconds. */
const SILENT_MS = 10_000;
const START_MS = 20_000;
/** Time within which an active runner is known again once NATS answers, which is its lease. */
const HEARD_WITHIN_MS = 15_000;
const BEHIND_MS = 5000;
const END_SHOWN_MS = 5000;

/** Returns the banners for abnormal conditions. */
export function bannersOf(parts: Parts): Banner[] {
  return [connection(parts), silence(parts), runners(parts), projection(parts)].filter(
    (banner) => banner !== undefined,
  );
}

function connection({ now, live, downSince, staleSince, retryAt }: Parts): Banner | undefined {
  if (live === 'open' || downSince === null || now - downSince < GRACE_MS) return undefined;
  const from = new Date(Math.min(downSince, staleSince ?? downSince)).toISOString();
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  return {
    id: 'connection',
    tone: 'bad',
    icon: 'wifi-off',
    title: 'Connection lost.',
    text: `What you see is from ${dateTime(from, now)}.`,
    ticking: seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again now.',
  };
}

/** A server that hangs or cannot read its data, or a half-open connection. In all cases, the stream stays open. */
function silence({ now, live, askedSince, problem }: Parts): Banner | undefined {
  if (live !== 'open' || askedSince === null || now - askedSince < SILENT_MS) return undefined;
  return {
    id: 'silence',
    tone: 'warn',
    icon: 'wifi-off',
    title: problem === null ? 'The server does not answer.' : 'The server cannot answer now.',
    text: `${problem === null ? '' : `${problem} `}What you see may be from ${dateTime(new Date(askedSince).toISOString(), now)}.`,
    ticking: `Asked ${duration(now - askedSince)} ago.`,
  };
}

/**
 * Returns the time since which no runner has been claiming jobs; null while one does. While runners are only starting,
 * or none has sent a heartbeat to a gateway that has just started, this is the time when that was first observed.
 * Otherwise it is 0, so that the banner appears immediately and stays while a runner starts.
 */
export function idleSince(before: number | null, runners: RunnerView[], now: number): number | null {
  const alive = runners.filter((runner) => runner.alive);
  if (alive.some(({ holds_back }) => !holds_back)) return null;
  const onlyStarts = alive.length > 0 && alive.every(({ holds_back }) => holds_back === STARTING);
  return onlyStarts || runners.length === 0 ? (before ?? now) : 0;
}

const nameOf = ({ host, runner_id }: RunnerView): string => host ?? capital(runnerName(runner_id));

/** Whether the log does not answer. */
export const isLogAway = (view: ProjectorView | null): boolean => view?.state === 'log_away';

/**
 * Heartbeats arrive through NATS. While NATS is unreachable, and afterwards until each runner has sent another
 * heartbeat, the state of the runners is unknown.
 */
function unheard({ now, projection: view, logAwayAt }: Parts): Banner | undefined {
  const isAway = isLogAway(view);
  if (!isAway && (logAwayAt === null || now - logAwayAt >= HEARD_WITHIN_MS)) return undefined;
  const text = isAway
    ? 'Runners are heard through the event log, which does not answer.'
    : view?.problem // which the other banner names: the log may be unreachable again
      ? 'Runners are heard through the event log.'
      : 'The event log, through which they are heard, answers again.';
  return { id: 'runners', tone: 'warn', icon: 'server', title: 'No runner is heard.', text, ticking: '' };
}

function runners(parts: Parts): Banner | undefined {
  const { now, runners: all, idleSince: since, pending } = parts;
  if (!all || since === null || now - since < START_MS) return undefined;
  const open = all.some((runner) => runner.alive) ? undefined : unheard(parts);
  if (open) return open;
  const holds = all.filter((runner) => runner.alive && runner.holds_back);
  const holding = holds.find(({ holds_back }) => holds_back !== STARTING) ?? holds[0];
  const last = all.toSorted((a, b) => b.last_seen.localeCompare(a.last_seen))[0];
  const why = holding
    ? `${nameOf(holding)}: ${holding.holds_back}`
    : last
      ? `${nameOf(last)} was last heard of at ${dateTime(last.last_seen, now)}.`
      : 'None has been heard of yet.';
  const waiting = pending ? `${plural(pending, 'job')} ${pending === 1 ? 'waits' : 'wait'}. ` : '';
  return {
    id: 'runners',
    tone: 'warn',
    icon: 'server',
    title: 'No runner is taking jobs.',
    text: waiting + why,
    ticking: '',
  };
}

function projection({ projection: view }: Parts): Banner | undefined {
  if (!view || (view.lag_ms < BEHIND_MS && !view.problem)) return undefined;
  return {
    id: 'projection',
    tone: 'warn',
    icon: 'rotate-ccw-clock',
    title: view.lag_ms < BEHIND_MS ? 'The view may be behind.' : 'The view is behind.',
    text: view.problem ?? 'Commands are taken as always; their effect shows later.',
    ticking: view.lag ? `${plural(view.lag, 'event')}, ${duration(view.lag_ms)}.` : '',
  };
}

const ENDED: Record<BannerId, [title: string, text: string]> = {
  connection: ['Connected again.', 'What you see is current.'],
  silence: ['The server answers again.', ''],
  runners: ['A runner is taking jobs again.', ''],
  projection: ['The view has caught up.', ''],
};

export type ShownBanner = Banner & { until?: number };

/**
 * Returns the banners to show: the current ones and, for a few seconds, a note about each that has ended. No note is
 * shown while the connection is lost, because then nothing on the page is more recent.
 */
export function withEndings(
  shown: ShownBanner[],
  present: Banner[],
  now: number,
  live: Parts['live'] = 'open',
): ShownBanner[] {
  const isPresent = (banner: Banner) => present.some(({ id }) => id === banner.id);
  const over = shown
    .filter((banner) => !isPresent(banner) && (banner.until ?? Infinity) > now)
    .map((banner) => (banner.until ? banner : ended(banner, now)))
    .filter(({ id }) => live === 'open' || id === 'runners');
  const isBehind = present.some(({ id }) => id === 'projection' || id === 'silence');
  return [...present, ...over.map((note) => (isBehind && note.id === 'connection' ? { ...note, text: '' } : note))];
}

function ended(banner: Banner, now: number): ShownBanner {
  const [title, text] = ENDED[banner.id];
  return { id: banner.id, tone: 'ok', icon: 'circle-check', title, text, ticking: '', until: now + END_SHOWN_MS };
}
