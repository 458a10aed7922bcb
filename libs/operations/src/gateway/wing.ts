import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { OperationsModule } from './operations.module.ts';
import { migrateOperations } from './runner-table.ts';

/** Figures for operators over time: throughput, waits, failures, slots and disks. */
export const operations = { modules: [OperationsModule], migrate: migrateOperations } satisfies GatewayWing;
