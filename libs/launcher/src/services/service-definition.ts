import type { Launched, StartProcess } from '@reprise/local-servers';

/** A service as its stop needs it. */
export interface Stoppable {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds that it has to stop in order, before it is killed. */
  readonly stopsWithin: number;
}

export interface ServiceDefinition extends Stoppable {
  readonly logFile: string;
  /** @param start starts its process; by default as a child of this one */
  launch(start?: StartProcess): Promise<Launched>;
}
