import { LogUnavailableError, StreamChangedError, type EventLog } from '@reprise/event-log';
import { databaseOf } from '../database.ts';
import { isDatabaseAway } from '../database-away.ts';
import { sleep } from '../sleep.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { assertFollowed } from './assert-followed.ts';
import { FencedError, readPosition, type Position } from './checkpoint.ts';
import { project } from './project.ts';
import { streamChangedProblem } from './stream-changed-problem.ts';
import type { PositionObserver } from './position-observer.ts';
import { stuckProblem } from './stuck-problem.ts';
import { StatusTracker, type ProjectorStatus } from './status.ts';
import { whileActive } from './while-active.ts';

const RETRY_MS = 500;
const HEAD_MS = 2000;

export interface ProjectorOptions {
  readonly readModel: ReadModel;
  readonly log: EventLog;
  /** Called on each change of state, for logging. */
  readonly onState?: (status: ProjectorStatus) => void;
  /** Called with the start position of this projector when it becomes active. */
  readonly observe?: (position: Position) => PositionObserver;
}

export interface Projector {
  readonly status: () => ProjectorStatus;
  /** Ends after the current batch. */
  stop(): Promise<void>;
}

/** Starts projecting the log, or waits on standby. Never throws: `status` reports errors. */
export function startProjector(options: ProjectorOptions): Projector {
  const { log, onState = () => undefined } = options;
  const stopping = new AbortController();
  const status = new StatusTracker(onState);
  const { signal } = stopping;
  const forget = log.onConnection((connection) => {
    if (connection === 'disconnected') status.lostLog();
    else if (connection === 'connected') status.foundLog();
  });
  const done = Promise.all([run(options, status, signal), watchHead(log, status, signal)]);
  return {
    status: () => status.now(),
    stop: async () => {
      stopping.abort();
      await done;
      forget();
      status.set('stopped');
    },
  };
}

async function run(options: ProjectorOptions, status: StatusTracker, stop: AbortSignal): Promise<void> {
  const { readModel, log, observe } = options;
  const standby = async () => {
    const position = await readPosition(databaseOf(fork(readModel)));
    status.at(position?.last_seq ?? 0);
    await assertFollowed(readModel, log);
    status.set('standby');
  };
  while (!stop.aborted) {
    try {
      await whileActive(readModel, stop, standby, (signal) => project(readModel, log, status, signal, observe));
    } catch (error) {
      if (error instanceof FencedError) continue;
      report(error, status);
    }
    await sleep(RETRY_MS, stop);
  }
}

async function watchHead(log: EventLog, status: StatusTracker, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await lookAtHead(log, status);
    await sleep(HEAD_MS, stop);
  }
}

/** The connection to a hanging server stays open for minutes, so this check shows first whether the log answers. */
const lookAtHead = (log: EventLog, status: StatusTracker): Promise<void> =>
  log.head().then(
    ({ last_seq }) => {
      status.foundLog();
      status.sawHead(last_seq);
    },
    (error: unknown) => {
      if (error instanceof LogUnavailableError) status.lostLog();
    },
  );

function report(error: unknown, status: StatusTracker): void {
  const { message = String(error) } = error as { message?: string };
  if (error instanceof StreamChangedError) status.set('stream_changed', streamChangedProblem(error));
  else if (error instanceof LogUnavailableError) status.set('log_away', `The event log does not answer: ${message}`);
  else if (isDatabaseAway(error)) status.set('database_away', `The database does not answer: ${message}`);
  else status.set('stuck', stuckProblem(status.now().position, error));
}
