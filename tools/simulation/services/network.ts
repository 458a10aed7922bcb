import type { LostAttemptReport } from '@reprise/contracts';

/** Part of a service that receives messages while its process lives. */
export interface Receiver {
  readonly isAlive: boolean;
  readonly onHeartbeat?: (beat: object) => void;
  readonly onLostAttempt?: (report: LostAttemptReport) => void;
  /** Whether it answers requests for the open jobs. */
  readonly answersOpenJobs?: true;
}

/** Messages between the services that are not events. */
export class Network {
  readonly #receivers = new Map<string, Receiver>();

  join(name: string, receiver: Receiver): void {
    this.#receivers.set(name, receiver);
  }

  isAlive(name: string): boolean {
    return this.#receivers.get(name)?.isAlive ?? false;
  }

  sendHeartbeat(beat: object): void {
    for (const receiver of this.#alive()) receiver.onHeartbeat?.(beat);
  }

  reportLostAttempt(report: LostAttemptReport): void {
    for (const receiver of this.#alive()) receiver.onLostAttempt?.(report);
  }

  answersOpenJobs(): boolean {
    return this.#alive().some((receiver) => receiver.answersOpenJobs);
  }

  #alive(): Receiver[] {
    return [...this.#receivers.values()].filter(({ isAlive }) => isAlive);
  }
}
