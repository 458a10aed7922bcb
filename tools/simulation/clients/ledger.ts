import type { Handled } from '@reprise/job-store';
import type { Request } from '../services/gateway-host.ts';

/** A client's command, with the response that it got. */
export interface Entry {
  readonly request: Request;
  /** Id that the command's events name as their cause. */
  readonly causationId: string;
  /** Null until there is an answer; a client that gave up has none. */
  answer: Handled | null;
}

/** Commands of all clients, with their answers. */
export class Ledger {
  readonly entries: Entry[] = [];
  /** Names of jobs in histories, by id. */
  readonly jobNames = new Map<string, string>();
  /** Number of clients that are not done. */
  active = 0;

  /** Returns the text with job names in place of job ids. */
  nameOf(text: string): string {
    let named = text;
    for (const [id, name] of this.jobNames) named = named.replaceAll(id, name);
    return named;
  }
}
