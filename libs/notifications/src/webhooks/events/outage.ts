import type { ServerEvent } from '../../contract/index.ts';

/** State of a runner, as its heartbeats report it. */
export interface RunnerCondition {
  readonly runner_id: string;
  /** Null if it does not report its host. */
  readonly host: string | null;
  readonly last_seen: string;
  /** Undefined if it does not report it. */
  readonly is_disk_full: boolean | undefined;
  readonly disk_free_bytes: number | null;
}

/** Silence after which a runner is away, in milliseconds: longer than a lease, and than a restart of a runner. */
const AWAY_AFTER_MS = 60_000;

/** Time for which a condition must be over before people hear of it, so that a disk near its reserve is one outage. */
export const OVER_AFTER_MS: Readonly<Record<ServerEvent, number>> = { runner_away: 0, disk_low: 10 * 60_000 };

/** Returns whether the runner has each condition; undefined if that is not known. `now` in milliseconds. */
export function conditionsOf(runner: RunnerCondition, now: number): Readonly<Record<ServerEvent, boolean | undefined>> {
  const is_away = now - Date.parse(runner.last_seen) > AWAY_AFTER_MS;
  return { runner_away: is_away, disk_low: is_away ? undefined : runner.is_disk_full };
}

/** Beginning or end of a condition. */
export interface Outage {
  readonly type: ServerEvent;
  readonly runner: RunnerCondition;
  readonly since: string;
  readonly is_over: boolean;
}
