import { Inject, Module } from '@nestjs/common';
import { AuditVerification } from './audit-verification.ts';
import { Registry } from 'prom-client';
import { countSetAside, type ReadModel } from '@reprise/read-model';
import { gaugeOf } from '../shared/metrics/gauge-of.ts';
import { readForScrapes } from '../shared/metrics/memoize-for.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { SetAsideController } from './set-aside.controller.ts';
import { AuditController } from './audit.controller.ts';

/** The audit trail of all jobs: list, export, verification. */
@Module({ controllers: [SetAsideController, AuditController], providers: [AuditVerification] })
export class AuditModule {
  constructor(registry: Registry, @Inject(READ_MODEL) readModel: ReadModel) {
    gaugeOf(registry, {
      name: 'reprise_events_set_aside',
      help: 'Events of the log that could not be applied',
      read: readForScrapes(() => countSetAside(readModel)),
    });
  }
}
