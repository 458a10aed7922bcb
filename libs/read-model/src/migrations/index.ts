import type { Migrations } from '../migrate.ts';
import { M0001Tables } from './m0001-tables.ts';
import { M0002Indexes } from './m0002-indexes.ts';
import { M0003Chain } from './m0003-chain.ts';
import { M0004AuditIndexes } from './m0004-audit-indexes.ts';
import { M0005AuditEffects } from './m0005-audit-effects.ts';
import { M0006Search } from './m0006-search.ts';
import { M0007LastRebuild } from './m0007-last-rebuild.ts';
import { M0008AuditFilters } from './m0008-audit-filters.ts';
import { M0009NotUnderstood } from './m0009-not-understood.ts';
import { M0010AttemptOfSubmission } from './m0010-attempt-of-submission.ts';
import { M0011SetAside } from './m0011-set-aside.ts';
import { M0012LaunchOptions } from './m0012-launch-options.ts';
import { M0013PlanOfRevision } from './m0013-plan-of-revision.ts';
import { M0014Classification } from './m0014-classification.ts';
import { M0015Qc } from './m0015-qc.ts';
import { M0016AuditCorrelation } from './m0016-audit-correlation.ts';
import { M0019AuditAccess } from './m0019-audit-access.ts';

export const migrations: Migrations = [
  { name: 'M0001Tables', class: M0001Tables },
  { name: 'M0002Indexes', class: M0002Indexes },
  { name: 'M0003Chain', class: M0003Chain },
  { name: 'M0004AuditIndexes', class: M0004AuditIndexes },
  { name: 'M0005AuditEffects', class: M0005AuditEffects },
  { name: 'M0006Search', class: M0006Search },
  { name: 'M0007LastRebuild', class: M0007LastRebuild },
  { name: 'M0008AuditFilters', class: M0008AuditFilters },
  { name: 'M0009NotUnderstood', class: M0009NotUnderstood },
  { name: 'M0010AttemptOfSubmission', class: M0010AttemptOfSubmission },
  { name: 'M0011SetAside', class: M0011SetAside },
  { name: 'M0012LaunchOptions', class: M0012LaunchOptions },
  { name: 'M0013PlanOfRevision', class: M0013PlanOfRevision },
  { name: 'M0014Classification', class: M0014Classification },
  { name: 'M0015Qc', class: M0015Qc },
  { name: 'M0016AuditCorrelation', class: M0016AuditCorrelation },
  { name: 'M0019AuditAccess', class: M0019AuditAccess },
];
