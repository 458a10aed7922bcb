import type { Launched, StartProcess } from '@reprise/local-servers';

/** A service as seen by the holder of its process. */
export interface Stoppable {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds to stop gracefully before it is killed. */
  readonly stopsWithin: number;
  /** Whether its last command can restart it after a crash, without further checks. */
  readonly startsByItsCommand?: boolean;
}

export interface ServiceDefinition extends Stoppable {
  readonly logFile: string;
  /**
   * @param start starts its process; by default as a child of this one
   */
  launch(start?: StartProcess): Promise<Launched>;
}
