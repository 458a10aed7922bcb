import { OPEN_JOBS } from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import type { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';

const PATIENCE_MS = 3_000;

/** The open jobs and queues as a gateway knows them; null when none is at hand. */
export const requestOpenJobs = (services: ClientProxy): Promise<OpenJobs | null> =>
  firstValueFrom(services.send<OpenJobs>(OPEN_JOBS, {}).pipe(timeout(PATIENCE_MS))).catch(() => null);
