import { startProcess, type ProcessIdentity, type ServerCommand, type ServerProcess } from '@reprise/local-servers';
import type { Stoppable } from './service-definition.ts';

/** A process of a service that was started before. */
export interface HeldProcess {
  readonly process: ServerProcess;
  /** Milliseconds for which it has run. */
  readonly age: number;
  /** Crashes of the service since it last served for long. */
  readonly crashes: number;
}

/** The parent of the services' processes: this process, or the keeper that outlives it. */
export interface ProcessHolder {
  /** The process that has the lock of the data folder, where it is not this one. */
  readonly identity?: ProcessIdentity;
  start(service: Stoppable, command: ServerCommand): Promise<ServerProcess>;
  /** The process of a service that it holds already. */
  held(service: string): HeldProcess | undefined;
}

export const thisProcess: ProcessHolder = {
  start: (_, command) => startProcess(command),
  held: () => undefined,
};
