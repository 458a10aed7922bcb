import type { Launched, StartProcess } from '@reprise/local-servers';

/** The part of a service definition needed to stop or restart its process. */
export interface Stoppable {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds within which it stops gracefully before it is killed. */
  readonly stopsWithin: number;
  /** Whether its last command can restart it after a crash, without further checks. */
  readonly startsByItsCommand?: boolean;
}

export interface ServiceDefinition extends Stoppable {
  readonly logFile: string;
  /** @param start starts its process; default: as a child of this process */
  launch(start?: StartProcess): Promise<Launched>;
}
