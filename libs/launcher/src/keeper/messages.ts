import type { ServerCommand } from '@reprise/local-servers';
import type { Preparation } from '../prepare.ts';
import type { Watched } from '../watch/watch.mjs';
import type { Stoppable } from '../services/service-definition.ts';

/** State of a running Reprise that is passed from one helper to the next. Contains no secrets. */
export interface Handover {
  readonly preparation: Preparation;
  /** Number of crashes of each service since it last ran stably. */
  readonly crashes: Readonly<Record<string, number>>;
  readonly watched: Watched;
  /** The lock of the data dir, held until Reprise ends. */
  readonly lock: string;
}

/** A process that the keeper holds. */
export interface HeldRecord {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly logStart: number;
  /** Milliseconds since its start. */
  readonly age: number;
  /** How it ended; undefined while it runs. */
  readonly how: string | undefined;
}

export type ToKeeper =
  | { type: 'start'; id: number; service: Stoppable; command: ServerCommand }
  | { type: 'serving'; handover: Handover };

export type ToHelper =
  | { type: 'begin'; handover: Handover | undefined; held: readonly HeldRecord[] }
  | { type: 'started'; id: number; pid: number; logStart: number }
  | { type: 'refused'; id: number; message: string }
  | { type: 'ended'; pid: number; how: string }
  | { type: 'stop' };
