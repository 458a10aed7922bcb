import { Injectable } from '@nestjs/common';
import { STARTING } from '@reprise/contracts';

/** Whether this runner takes jobs. Heartbeats report why it does not. */
@Injectable()
export class Readiness {
  /** Reason why no job is taken now, for people; null where jobs are taken. */
  obstacle: string | null = STARTING;
  /** Sentence about a disk with less than the reserve free; null while there is room. */
  diskFull: string | null = null;
}
