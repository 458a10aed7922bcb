import { startProcess, type ProcessIdentity, type ServerCommand, type ServerProcess } from '@reprise/local-servers';
import type { Stoppable } from './service-definition.ts';

/** A process of a service that is already running. */
export interface HeldProcess {
  readonly process: ServerProcess;
  /** Milliseconds since it was started. */
  readonly age: number;
  /** Number of crashes of the service since it last ran stably. */
  readonly crashes: number;
}

/** Parent of the service processes: this process, or the keeper, which outlives it. */
export interface ProcessHolder {
  /** The process that holds the lock of the data dir, if it is not this one. */
  readonly identity?: ProcessIdentity;
  start(service: Stoppable, command: ServerCommand): Promise<ServerProcess>;
  /** The process of a service that is already running under this holder. */
  held(service: string): HeldProcess | undefined;
}

export const thisProcess: ProcessHolder = {
  start: (_, command) => startProcess(command),
  held: () => undefined,
};
