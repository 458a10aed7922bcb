import { Global, Injectable, Module } from '@nestjs/common';
import type { PeopleView } from '@reprise/contracts';
import { NEVER } from 'rxjs';
import { PeopleDirectory } from './access/people-directory.ts';
import { Confirmations } from './auth/confirmations.ts';
import { Identities } from './auth/identities.ts';
import { KnownRunnersModule } from './runners/known-runners.module.ts';
import { Runners } from './runners/runners.ts';

class NoIdentities extends Identities {
  bySession = async () => undefined;
  byToken = async () => undefined;
  signOut = async () => undefined;
  endOf = () => NEVER;
}

class NoConfirmations extends Confirmations {
  use = async () => undefined;
}

@Injectable()
class RunnersOnly extends PeopleDirectory {
  constructor(private readonly runners: Runners) {
    super();
  }

  read = async (): Promise<PeopleView> => ({ people: [], tokens: [], runners: this.runners.named() });
  named = async () => [];
}

/** Account ports of a gateway without accounts: only the machine's own token signs in. */
@Global()
@Module({
  imports: [KnownRunnersModule],
  providers: [
    { provide: Identities, useClass: NoIdentities },
    { provide: Confirmations, useClass: NoConfirmations },
    { provide: PeopleDirectory, useClass: RunnersOnly },
  ],
  exports: [Identities, Confirmations, PeopleDirectory],
})
export class MachineOnlyModule {}
