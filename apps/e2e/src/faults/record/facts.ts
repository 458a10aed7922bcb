import type { FaultKind } from './kinds.ts';
import type { AccessAfterEnd, KnownPerson } from './access.ts';
import type { Answer, SentCommand } from './ledger.ts';

/** Message of the log, as read by a client that shares no code with Reprise. */
export interface LoggedEvent {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** Job or queue. */
  readonly subject: string;
  /** Time at which the server stored it, which no clock fault changes. ISO 8601. */
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An attempt of a job. */
export interface AttemptId {
  readonly job: string;
  readonly attempt: number;
}

/** Line that a task wrote about itself. */
export interface TaskNote extends AttemptId {
  readonly task: string;
}

/** SHA-256 of the input of a run, noted by its wrapper. */
export interface InputNote extends AttemptId {
  /** Null if it could not be read, as during a failure of the drive. */
  readonly sha256: string | null;
}

/** An upload: what its client sent, and what is stored now. Digests are SHA-256. */
export interface UploadFacts {
  readonly id: string;
  readonly size: number;
  /** Acknowledged bytes from the start, and their digest. */
  readonly acknowledged: number;
  readonly sent: string;
  /** Digest of as many bytes of the file in the folder of uploads; null if there are fewer. */
  readonly stored: string | null;
  /** Entry of `GET /api/uploads`; null if there is none. */
  readonly listed: { readonly offset: number; readonly sha256: string | null } | null;
  /** Sample that was acknowledged, and whether `GET /api/uploads/samples` lists it. */
  readonly sample: { readonly id: string; readonly isListed: boolean } | null;
  readonly unexpected: readonly Answer[];
}

/** People and tokens: what their clients know, and what the API says. */
export interface AccessFacts {
  readonly people: readonly KnownPerson[];
  /** `isEnded`: revoked, or of a disabled person. `isAccepted`: it still works, at the quiet point. */
  readonly tokens: readonly {
    readonly id: string;
    readonly isEnded: boolean;
    readonly isRevoked: boolean;
    readonly isAccepted: boolean;
  }[];
  /** Entries of `GET /api/users`. */
  readonly listed: readonly { readonly id: string; readonly status: string }[];
  readonly accepted: readonly AccessAfterEnd[];
  /** Number of requests that were refused because their credential had ended. */
  readonly refused: number;
  readonly unexpected: readonly string[];
}

export interface LiveProcess extends AttemptId {
  readonly pid: number;
}

/** Status of an attempt that had ended, and the status that it had later. */
export interface FinalChange extends AttemptId {
  readonly from: string;
  readonly to: string;
}

/** SHA-256 of each file below an output folder, by its path there. */
export type Digests = Readonly<Record<string, string>>;

export interface CommandRun {
  readonly name: 'verify' | 'rebuild';
  readonly code: number | null;
  readonly output: string;
}

/** A fault that had a victim. */
export interface AppliedFault {
  readonly kind: FaultKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
  readonly met: string;
}

/** Deliveries of events of these types after this sequence. */
export interface Deliveries {
  readonly types: readonly string[];
  readonly after: number;
  /** Number of deliveries by event id. */
  readonly received: ReadonlyMap<string, number>;
}

/** Everything that the checker knows, recorded outside Reprise except for `final_changes`, `held` and `unready`. */
export interface Facts {
  readonly commands: readonly SentCommand[];
  /** In order, from the first message in the log. */
  readonly events: readonly LoggedEvent[];
  /** Each run of Nextflow, noted by its wrapper. */
  readonly launches: readonly AttemptId[];
  /** Each task, noted by itself. */
  readonly tasks: readonly TaskNote[];
  readonly faults: readonly AppliedFault[];
  /** Jobs that had live processes of more than one attempt at once. */
  readonly overlaps: readonly { readonly job: string; readonly attempts: readonly number[] }[];
  /** The attempts that were alive when there were most of them, and the number of slots. */
  readonly alive: { readonly most: readonly AttemptId[]; readonly slots: number };
  /** Processes of jobs while every job has ended. */
  readonly strays: readonly LiveProcess[];
  /** Jobs of Slurm and containers of Docker while every job has ended, as their own tools list them. */
  readonly leftovers: readonly string[];
  /** Changes of final states, seen by polling. */
  readonly finalChanges: readonly FinalChange[];
  /** Jobs that hold a slot of a queue while every job has ended. */
  readonly held: readonly string[];
  readonly results: { readonly expected: Digests; readonly found: readonly (AttemptId & { digests: Digests })[] };
  /** Deliveries to the webhook. */
  readonly deliveries: Deliveries;
  /** E-mails, and the number of those whose next try was minutes away, so that the campaign asked for it. */
  readonly mails: Deliveries & { readonly replayed: number };
  readonly uploads: readonly UploadFacts[];
  readonly inputs: readonly InputNote[];
  readonly access: AccessFacts;
  readonly runs: readonly CommandRun[];
  /** Why it did not become ready and quiet; null if it did. */
  readonly unready: string | null;
}
