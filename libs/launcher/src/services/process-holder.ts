import { startProcess, type ProcessIdentity, type ServerCommand, type ServerProcess } from '@reprise/local-servers';
import type { Stoppable } from './service-definition.ts';

/** A process of a service that is already running. */
export interface HeldProcess {
  readonly process: ServerProcess;
  /** Milliseconds since its start. */
  readonly age: number;
  /** Crashes of the service since it last ran stably. */
  readonly crashes: number;
}

/** Parent of the service processes: this process, or the keeper, which outlives it. */
export interface ProcessHolder {
  /** The process that holds the lock of the data dir, if not this one. */
  readonly identity?: ProcessIdentity;
  start(service: Stoppable, command: ServerCommand): Promise<ServerProcess>;
  /** The process of a service that it already holds. */
  held(service: string): HeldProcess | undefined;
}

export const thisProcess: ProcessHolder = {
  start: (_, command) => startProcess(command),
  held: () => undefined,
};
