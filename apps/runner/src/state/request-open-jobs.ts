import { OPEN_JOBS } from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import type { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';

const TIMEOUT_MS = 3_000;

/** Requests the open jobs and queues from a gateway; null if no gateway answers. */
export const requestOpenJobs = (services: ClientProxy): Promise<OpenJobs | null> =>
  firstValueFrom(services.send<OpenJobs>(OPEN_JOBS, {}).pipe(timeout(TIMEOUT_MS))).catch(() => null);
