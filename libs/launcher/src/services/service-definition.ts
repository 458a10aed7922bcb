import type { Launched, StartProcess } from '@reprise/local-servers';

/** A service as who holds its process needs it. */
export interface Stoppable {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds that it has to stop in order, before it is killed. */
  readonly stopsWithin: number;
  /** Whether its last command starts it again after a crash, with nothing to be looked at before. */
  readonly startsByItsCommand?: boolean;
}

export interface ServiceDefinition extends Stoppable {
  readonly logFile: string;
  /** @param start starts its process; by default as a child of this one */
  launch(start?: StartProcess): Promise<Launched>;
}
