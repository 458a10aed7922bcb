import { inject, Service } from '@angular/core';
import type { PathWith } from '@reprise/api-client';
import type { CommandNameFor } from '@reprise/contracts';
import { PageApiClient } from './api-client.ts';
import type { CommandBodyOf } from './command-body.ts';

/** Same paths as in the catalogue, which is too large for the first load. */
const PATHS = {
  drain_runner: '/api/runners/{runner}/drain',
  undrain_runner: '/api/runners/{runner}/undrain',
  schedule_runner: '/api/runners/{runner}/schedule',
} as const satisfies Record<CommandNameFor<'runner'>, PathWith<'post'>>;

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the commands for runners. It rejects with a `ProblemError`. */
@Service()
export class RunnerApi {
  private readonly client = inject(PageApiClient);

  command = <N extends CommandNameFor<'runner'>>(command: N, runner: string, body: CommandBodyOf<N>, key: string) => {
    const path = PATHS[command] as '/api/runners/{runner}/drain';
    return this.client.post(path, { path: { runner }, body, headers: keyed(key) });
  };
}
