import { inject } from '@angular/core';
import { GATE } from '../../shared/gate.ts';
import type { PageWing } from '../../shared/wing.ts';
import { AccountGate } from './account-gate.ts';

/** Pages in which people sign in. */
export const signIn: PageWing = { providers: [{ provide: GATE, useFactory: () => inject(AccountGate) }] };
