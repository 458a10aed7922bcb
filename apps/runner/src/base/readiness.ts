import { Injectable } from '@nestjs/common';
import { STARTING } from '@reprise/contracts';

/** Whether this runner claims jobs. Heartbeats report why it does not. */
@Injectable()
export class Readiness {
  /** Why no job is currently claimed, for users; null if jobs are claimed. */
  obstacle: string | null = STARTING;
  /** Sentence if less than the reserve is free on a disk; null otherwise. */
  diskFull: string | null = null;
}
